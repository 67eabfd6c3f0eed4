import { newPkce, postForm, redemption, type IssuedCode, type Tokens } from '../support/app.js';
import {
  answerParameters,
  kindOf,
  openSignedIn,
  requestUrl,
  type RequestParameters,
} from '../support/authorization.js';
import { ehrClient, newLaunch, orderLaunch } from '../support/ehr.js';
import { answered, introspect, refresh } from '../support/endpoint-calls.js';
import { MemoryLog } from '../support/memory-log.js';
import { Person, type Page } from '../support/person.js';
import { moveDatabaseClock } from '../support/postgres.js';
import { Logger } from '../support/product.js';
import { codesIssued, rowsOf } from '../support/rows.js';
import { testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia, bertha } from '../support/test-users.js';

const FHIR_BASE = 'https://fhir.example/r4';
const OTHER_BASE = 'https://other.example/r4';
const SCOPES = 'openid launch patient/*.rs offline_access';
const [publicApp] = testClients;
const chart = { ...publicApp, clientId: 'chart', scopes: [...SCOPES.split(' '), 'launch/patient', 'launch/encounter'] };

const clients = [
  ...testClients,
  ehrClient,
  chart,
  { ...chart, clientId: 'chart-at-once', autoApproveScopes: chart.scopes },
  { ...chart, clientId: 'old-chart', smartVersion: '2' },
];

const context = {
  patient: 'Patient/777',
  encounter: '88',
  location: 'Location/99',
  need_patient_banner: false,
  intent: 'reconcile-medications',
  tenant: 'ward-7',
  appContext: '{"row":3}',
  fhirContext: [{ reference: 'ImagingStudy/5', role: 'https://example.org/role/to-display' }],
  __ehr_mode: { dark: true },
  'https://ehr.example/window': 3,
};
/** The same as the app is told it. */
const told = {
  ...context,
  patient: '777',
  location: '99',
  fhirContext: [...context.fhirContext, { reference: 'Location/99' }],
};

const style = { color_background: '#edeae3', dim_font_size: '18px' };

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({
    clients,
    properties: [
      `module.smart_auth.config.allowed_audience_list=${FHIR_BASE} ${OTHER_BASE}`,
      'module.smart_auth.config.launch.tenant=the-hospital',
      'module.smart_auth.config.launch.style.file=classpath:style.json',
    ],
    files: { 'style.json': JSON.stringify(style) },
  });
});

afterAll(() => server.stop());

async function launchValue(body: Readonly<Record<string, unknown>> = context, clientId = 'chart'): Promise<string> {
  return (await newLaunch(server.issuer, { clientId, user: 'amelia', aud: FHIR_BASE, ...body })).launch;
}

function launchUrl(launch: string, parameters: RequestParameters = {}): string {
  return requestUrl(server.issuer, { client_id: 'chart', scope: SCOPES, aud: FHIR_BASE, launch, ...parameters });
}

/** Opens a launch, signed in where that is asked for. */
async function open(person: Person, launch: string, parameters: RequestParameters = {}): Promise<Page> {
  return openSignedIn(person, launchUrl(launch, parameters), amelia);
}

/** The whole way to tokens. */
async function launchedTokens(
  launch: string,
  { client_id = 'chart', scope = SCOPES, without = [] as readonly string[] } = {},
): Promise<Tokens> {
  const pkce = newPkce();
  const person = new Person();
  const page = await open(person, launch, { client_id, scope, code_challenge: pkce.challenge });
  const answer = await person.approve(page, { without });
  const issued = { code: answerParameters(answer).code, pkce } as IssuedCode;
  return (await (await postForm(`${server.issuer}/oauth/token`, redemption(issued, { client_id }))).json()) as Tokens;
}

const refusal = (page: Page) => {
  const { error, error_description } = answerParameters(page);
  return { error, error_description };
};
const unusable = { error: 'invalid_request', error_description: expect.stringContaining('launch value') as string };

describe('a launch from the EHR', () => {
  test('STD L5, L6, A7, S10, S12, TK2, N7: the app gets what the EHR ordered, with its types, and not the default patient', async () => {
    const tokens = await launchedTokens(await launchValue());

    expect(tokens).toMatchObject({ ...told, scope: SCOPES });
    expect(tokens.smart_style_url).toMatch(new RegExp(`^${server.issuer}/launch-style/[\\w-]{22}\\.json$`));
  });

  test('STD IN3: introspection repeats it, for both kinds of token', async () => {
    const tokens = await launchedTokens(await launchValue());
    const { smart_style_url } = tokens;

    for (const token of [tokens.access_token, tokens.refresh_token])
      expect((await introspect(server.issuer, token)).body).toMatchObject({ ...told, smart_style_url, active: true });
  });

  test('STD F4: a refreshed token keeps it', async () => {
    const tokens = await launchedTokens(await launchValue());
    const { body } = await refresh(server.issuer, tokens.refresh_token, { client_id: 'chart' });

    expect(body).toMatchObject({ ...told, smart_style_url: tokens.smart_style_url });
  });

  test('STD X9: a client of an earlier SMART gets no fhirContext, from either endpoint', async () => {
    const tokens = await launchedTokens(await launchValue(context, 'old-chart'), { client_id: 'old-chart' });
    const { body } = await introspect(server.issuer, tokens.access_token);

    for (const answer of [tokens, body]) {
      expect(answer).toMatchObject({ patient: '777', location: '99' });
      expect(answer).not.toHaveProperty('fhirContext');
    }
  });

  test('STD C2: what the EHR leaves out the module adds, and nothing else is made up', async () => {
    const tokens = await launchedTokens(await launchValue({ patient: '777' }));
    const { access_token: _a, refresh_token: _r, id_token: _i, token_type: _t, expires_in: _e, ...members } = tokens;

    const smart_style_url = expect.any(String) as string;
    expect(members).toEqual({ scope: SCOPES, patient: '777', tenant: 'the-hospital', smart_style_url });
  });

  test('STD L2, S10: without the scope launch nothing but the patient that patient scopes need', async () => {
    const tokens = await launchedTokens(await launchValue(), { scope: 'patient/*.rs' });

    expect(tokens.patient).toBe('777');
    for (const name of ['encounter', 'intent', 'tenant', 'smart_style_url', 'need_patient_banner'])
      expect(tokens).not.toHaveProperty(name);
  });

  test('STD N5: a person who unticks launch and everything about a patient tells the app nothing', async () => {
    const tokens = await launchedTokens(await launchValue(), { without: ['launch', 'patient/*.rs'] });

    expect(tokens.scope).toBe('openid offline_access');
    for (const name of ['patient', ...Object.keys(context)]) expect(tokens).not.toHaveProperty([name]);
  });

  test('STD L4: a hint of the app does not fill in what the EHR left out', async () => {
    const tokens = await launchedTokens(await launchValue({ location: '99' }), {
      scope: 'openid launch launch/encounter',
    });

    expect(tokens).toMatchObject({ location: '99', scope: 'openid launch' });
    for (const name of ['patient', 'encounter']) expect(tokens).not.toHaveProperty(name);
  });

  test('needs no page where nobody has to be asked', async () => {
    const person = new Person();
    await open(person, await launchValue());

    const page = await open(person, await launchValue(context, 'chart-at-once'), {
      client_id: 'chart-at-once',
      prompt: 'none',
    });

    expect(answerParameters(page)).toHaveProperty('code');
  });
});

test('STD A4, A7: an order that does not say for which of several FHIR servers is refused', async () => {
  const answer = await orderLaunch(server.issuer, { clientId: 'chart', user: 'amelia', patient: '777' });

  expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
  expect(answer.body.error_description).toMatch(/^aud is missing/);
});

describe('a launch value that does not work', () => {
  const cases: readonly { name: string; value: () => Promise<string> }[] = [
    { name: 'unknown', value: () => Promise.resolve(`ghl_${'x'.repeat(43)}`) },
    { name: 'cut off', value: async () => (await launchValue()).slice(0, -1) },
    { name: 'longer by a letter', value: async () => `${await launchValue()}x` },
    { name: 'V-23: of another app', value: () => launchValue(context, 'old-chart') },
    {
      name: 'V-23: of another app, for another FHIR server',
      value: () => launchValue({ ...context, aud: OTHER_BASE }, 'old-chart'),
    },
    {
      name: 'spent',
      value: async () => {
        const launch = await launchValue();
        await launchedTokens(launch);
        return launch;
      },
    },
  ];

  test.each(cases)('STD A7, ruling 41: $name: invalid_request, before anybody signs in', async ({ value }) => {
    const launch = await value();
    const before = await codesIssued(server.databaseUrl);

    const page = await new Person().open(launchUrl(launch));

    expect(refusal(page)).toEqual(unusable);
    expect(await codesIssued(server.databaseUrl)).toBe(before);
  });

  test('STD A7: its own, for another FHIR server: the app is told that it is aud, and may try again', async () => {
    const launch = await launchValue({ ...context, aud: OTHER_BASE });

    const wrong = refusal(await new Person().open(launchUrl(launch)));
    const right = await new Person().open(launchUrl(launch, { aud: OTHER_BASE }));

    expect(wrong).toEqual({ error: 'invalid_request', error_description: expect.stringContaining('aud') as string });
    expect(wrong.error_description).not.toContain('unknown');
    expect(kindOf(right)).toBe('sign-in');
  });

  test('ruling 41: five minutes, and no longer', async () => {
    const launch = await launchValue();
    const kinds: string[] = [];
    for (const seconds of [290, 301]) {
      await moveDatabaseClock(server.databaseUrl, seconds);
      const page = await new Person().open(launchUrl(launch));
      kinds.push(kindOf(page) === 'answer' ? String(refusal(page).error) : kindOf(page));
    }
    await moveDatabaseClock(server.databaseUrl, 0);

    expect(kinds).toEqual(['sign-in', 'invalid_request']);
  });

  test('a person who takes longer than five minutes is not too late: the app was in time', async () => {
    const person = new Person();
    const page = await open(person, await launchValue());
    await moveDatabaseClock(server.databaseUrl, 900);
    const answer = await person.approve(page);
    await moveDatabaseClock(server.databaseUrl, 0);

    expect(answerParameters(answer)).toHaveProperty('code');
  });

  test('the reason is in the audit log, and not in the answer', async () => {
    await new Person().open(launchUrl('ghl_unknown'));

    const [row] = await rowsOf<{ error_code: string; detail: { parameter: string } }>(
      server.databaseUrl,
      `select error_code, detail from audit_event where kind = 'AUTHORIZATION_REFUSAL' order by sequence desc limit 1`,
    );
    expect(row).toMatchObject({ error_code: 'invalid_request', detail: { parameter: 'launch' } });
  });
});

describe('V-19, R-01: a launch gives one code', () => {
  test('reloading the app before the answer costs nothing', async () => {
    const person = new Person();
    const launch = await launchValue();
    await open(person, launch);

    const again = await open(person, launch);

    expect(answerParameters(await person.approve(again))).toHaveProperty('code');
  });

  test('a denial leaves it to a second thought', async () => {
    const person = new Person();
    const launch = await launchValue();
    const denied = await person.deny(await open(person, launch));

    expect(refusal(denied).error).toBe('access_denied');
    expect(answerParameters(await person.approve(await open(person, launch)))).toHaveProperty('code');
  });

  test('of two requests that wait, the second to be answered is refused, and stays answered', async () => {
    const person = new Person();
    const launch = await launchValue();
    const [one, other] = [await open(person, launch), await open(person, launch)];

    const first = await person.approve(one);
    const second = await person.approve(other);

    expect(answerParameters(first)).toHaveProperty('code');
    expect(refusal(second)).toEqual(unusable);
    expect(kindOf(await person.approve(other))).toBe('error');
  });

  test('sixteen browsers at once get one code, the others a clear refusal', async () => {
    const launch = await launchValue();
    const before = await codesIssued(server.databaseUrl);
    const people = Array.from({ length: 4 }, () => new Person());
    const waiting: { person: Person; page: Page }[] = [];
    for (const person of people)
      for (let n = 0; n < 4; n += 1) waiting.push({ person, page: await open(person, launch) });

    const answers = await Promise.all(waiting.map(async ({ person, page }) => person.approve(page)));

    const outcomes = answers.map((page) => answerParameters(page).error ?? 'code');
    expect(outcomes.toSorted()).toEqual(['code', ...Array.from({ length: 15 }, () => 'invalid_request')]);
    expect(await codesIssued(server.databaseUrl)).toBe(before + 1);
  });

  test('sixteen requests without any page at once get one code', async () => {
    const launch = await launchValue(context, 'chart-at-once');
    const person = new Person();
    await open(person, await launchValue());

    const url = launchUrl(launch, { client_id: 'chart-at-once' });
    const answers = await Promise.all(Array.from({ length: 16 }, () => person.request(url)));

    const outcomes = answers.map((page) => answerParameters(page).error ?? 'code');
    expect(outcomes.toSorted()).toEqual(['code', ...Array.from({ length: 15 }, () => 'invalid_request')]);
  });

  test('its use is on record under the id of its creation, with the flow', async () => {
    await launchedTokens(await launchValue());

    const rows = await rowsOf<{ kind: string; client_id: string; flow_id: string; detail: { launch: string } }>(
      server.databaseUrl,
      `select kind, client_id, flow_id, detail from audit_event where kind like 'LAUNCH%' order by sequence desc limit 2`,
    );
    const [use, creation] = rows;
    expect(use).toMatchObject({ kind: 'LAUNCH_USE', client_id: 'chart', flow_id: expect.any(String) as string });
    expect(creation).toMatchObject({ kind: 'LAUNCH_CREATION', client_id: 'ehr' });
    expect(use?.detail.launch).toBe(creation?.detail.launch);
  });
});

describe('ruling 41: a launch is for one person', () => {
  test('V-51: whom the EHR may write in every way in which they can sign in', async () => {
    const launch = await launchValue({ ...context, user: ' ＡMELIA' });

    expect(await launchedTokens(launch)).toMatchObject({ patient: '777' });
  });

  test('somebody else who is signed in has to make room', async () => {
    const person = new Person();
    await openSignedIn(person, requestUrl(server.issuer, { scope: 'openid' }), bertha);

    const page = await person.open(launchUrl(await launchValue()));

    expect(kindOf(page)).toBe('sign-in');
    expect(kindOf(await person.signIn(page, amelia))).toBe('approval');
  });

  test('somebody else who is signed in, and prompt=none: login_required', async () => {
    const person = new Person();
    await openSignedIn(person, requestUrl(server.issuer, { scope: 'openid' }), bertha);

    expect(refusal(await person.open(launchUrl(await launchValue(), { prompt: 'none' }))).error).toBe('login_required');
  });

  test('somebody else who signs in is refused, and the launch is still good', async () => {
    const person = new Person();
    const launch = await launchValue();
    const before = await codesIssued(server.databaseUrl);
    const page = await person.signIn(await person.open(launchUrl(launch)), bertha);

    expect(refusal(page)).toEqual({
      error: 'access_denied',
      error_description: expect.stringContaining('Another person signed in') as string,
    });
    expect(await codesIssued(server.databaseUrl)).toBe(before);
    expect(kindOf(await open(new Person(), launch))).toBe('approval');
  });
});

describe('any other launch value', () => {
  test.each(['abc', 'eyJwIjoiNzc3In0', 'https://ehr.example/launch/1'])(
    'ruling 41: %j is no error, and goes on to the scripts with the context of the session',
    async (launch) => {
      const tokens = await launchedTokens(launch, { scope: 'launch patient/*.rs' });
      const [row] = await rowsOf<{ launch: string }>(
        server.databaseUrl,
        `select details->>'launch' as launch from token_family order by created_at desc limit 1`,
      );

      expect(tokens.patient).toBe('123');
      expect(row?.launch).toBe(launch);
    },
  );

  test('reference 18.2: the log tells of the app, and not the value', async () => {
    const log = new MemoryLog();
    Logger.overrideLogger(log);
    try {
      await open(new Person(), 'held-by-another-ehr', { client_id: 'chart-at-once', scope: 'launch patient/*.rs' });
    } finally {
      Logger.overrideLogger(false);
    }

    expect(log.entries).toEqual([expect.stringContaining('"clientId":"chart-at-once","length":19')]);
    expect(log.entries.join()).not.toContain('held-by');
  });

  test('ruling 3, R-14: of one of ours scripts see the id; the value is nowhere in the database', async () => {
    const launch = await launchValue();
    const person = new Person();
    const page = await open(person, launch);
    const waiting = await rowsOf(server.databaseUrl, 'select * from pending_authorization');
    await person.approve(page);
    const [code] = await rowsOf<{ launch: string }>(
      server.databaseUrl,
      `select details->>'launch' as launch from authorization_code order by issued_at desc limit 1`,
    );

    expect(JSON.stringify(waiting)).not.toContain(launch.slice(4));
    expect(code?.launch).toMatch(/^[\w-]{22}$/);
  });

  test.each(['ghc_', 'ghi_', 'ghr_', 'ghx_'])(
    'V-22: a value of ours of another kind (%s) is refused',
    async (prefix) => {
      const page = await new Person().open(launchUrl(prefix + 'x'.repeat(43)));

      expect(refusal(page)).toMatchObject({
        error: 'invalid_request',
        error_description: expect.stringMatching(/^launch/) as string,
      });
    },
  );
});

describe('STD L7: the style of the EHR', () => {
  test('may be kept for ever, by every app, because another style has another address', async () => {
    const { smart_style_url } = await launchedTokens(await launchValue());
    const { status, headers, body } = await answered(fetch(String(smart_style_url)));

    expect(status).toBe(200);
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(body).toEqual(style);
  });

  test.each(['x.json', 'x', '%2e%2e%2fpackage.json'])('there is nothing at launch-style/%s', async (name) => {
    expect((await fetch(`${server.issuer}/launch-style/${name}`)).status).toBe(404);
  });
});
