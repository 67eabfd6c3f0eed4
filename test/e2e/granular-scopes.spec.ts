import { decodeJwt } from 'jose';
import { newPkce, postForm, redemption } from '../support/app.js';
import { answerOf, answerParameters, kindOf, openSignedIn, requestUrl, scopesOf } from '../support/authorization.js';
import { answered, introspect, refresh } from '../support/endpoint-calls.js';
import { Person, type Page } from '../support/person.js';
import { testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';

const OBSERVATION = 'http://terminology.hl7.org/CodeSystem/observation-category';
const CONDITION = 'http://terminology.hl7.org/CodeSystem/condition-category';
const laboratory = `patient/Observation.rs?category=${OBSERVATION}|laboratory`;
const vitalSigns = `patient/Observation.rs?category=${OBSERVATION}|vital-signs`;
const diagnoses = `patient/Condition.rs?category=${CONDITION}|encounter-diagnosis`;
const concerns =
  'patient/Condition.rs?category=http://hl7.org/fhir/us/core/CodeSystem/condition-category|health-concern';
const SCOPE = 'openid launch/patient patient/Condition.rs patient/Observation.rs patient/Patient.rs offline_access';

/** Scopes for all Observations that differ in what the app may do with them, each with 15 categories. */
const BROAD = ['patient', 'user'].flatMap((level) =>
  Array.from({ length: 31 }, (_, bits) => {
    const letters = ['c', 'r', 'u', 'd', 's'].filter((_letter, place) => ((bits + 1) >> place) % 2 === 1);
    return `${level}/Observation.${letters.join('')}`;
  }),
);

const [publicApp] = testClients;
const clients = [
  ...testClients,
  { ...publicApp, clientId: 'remembering', rememberApprovedScopes: true },
  { ...publicApp, clientId: 'broad', scopes: ['patient/*.cruds', 'user/*.cruds'] },
  { ...publicApp, clientId: 'trusted', autoApproveScopes: SCOPE.split(' ') },
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    clients,
    users: [{ ...amelia, authorities: [{ permission: 'FHIR_ALL_READ' }] }],
    properties: [
      'module.smart_auth.config.smart_granular_scope_selection=true',
      'module.whole.type=SECURITY_OUT_SMART',
      'module.whole.requires.SECURITY_IN_UP=local_security',
      'module.whole.config.bind_address=127.0.0.1',
      'module.whole.config.port=PORT',
      'module.whole.config.context_path=/whole',
      'module.whole.config.issuer.url=http://127.0.0.1:PORT/whole',
      'module.whole.config.seed_clients.file=classpath:clients.json',
    ],
  });
});
afterAll(() => server.stop());

const pkce = newPkce();
const ask = (scope = SCOPE, clientId = 'public-app', person = new Person(), issuer = server.issuer): Promise<Page> =>
  openSignedIn(person, requestUrl(issuer, { client_id: clientId, scope, code_challenge: pkce.challenge }), amelia);

/** The person ticks exactly these boxes; returns what the app gets for the code. */
async function tokensFor(ticked: readonly string[], scope = SCOPE, clientId = 'public-app', person = new Person()) {
  const page = await ask(scope, clientId, person);
  const boxes = Object.fromEntries(ticked.map((name) => [`scope.${name}`, 'true']));
  const answer =
    kindOf(page) === 'approval' ? await person.submit(page, { ...boxes, user_oauth_approval: 'true' }) : page;
  const callback = answerOf(answer);
  const issued = { code: callback.searchParams.get('code') ?? '', pkce, callback };
  return (await answered(postForm(`${server.issuer}/oauth/token`, redemption(issued, { client_id: clientId })))).body;
}

describe('STD G10: an app asks for all Conditions and Observations', () => {
  test('off, the page shows the scopes as they were asked for', async () => {
    const { optional } = scopesOf(await ask(SCOPE, 'public-app', new Person(), `${server.issuer}/whole`));

    expect(optional).toEqual(expect.arrayContaining(['patient/Condition.rs', 'patient/Observation.rs']));
  });

  test('on, the page offers their categories in their place, in plain words', async () => {
    const page = await ask();

    const { optional, required } = scopesOf(page);
    expect(required).toEqual(['openid']);
    expect(optional).toEqual(
      expect.arrayContaining([laboratory, vitalSigns, diagnoses, concerns, 'patient/Patient.rs']),
    );
    expect(optional.filter((scope) => /(?:Condition|Observation)\.rs$/.test(scope))).toEqual([]);
    expect(page.text).toContain('Laboratory results');
    expect(page.text).toContain('See conditions and diagnoses of the selected patient');
  });

  test('only the chosen categories come back, each as a scope; the rest stays as it was', async () => {
    const { scope, access_token } = await tokensFor([laboratory, diagnoses, 'patient/Patient.rs', 'launch/patient']);

    expect(scope).toBe(`openid launch/patient ${diagnoses} ${laboratory} patient/Patient.rs`);
    expect(decodeJwt(String(access_token)).scope).toBe(scope);
  });

  test('V-88: a page of 600 boxes can be answered', async () => {
    const person = new Person();
    const page = await ask(BROAD.slice(0, 40).join(' '), 'broad', person);
    const { optional } = scopesOf(page);

    expect(optional).toHaveLength(600);
    expect(answerParameters(await person.approve(page))).toHaveProperty('code');
  });

  test('V-88: a request that no page could show is refused, and the app is told to ask for less', async () => {
    expect(answerParameters(await ask(BROAD.join(' '), 'broad'))).toMatchObject({
      error: 'invalid_scope',
      error_description: expect.stringContaining('ask for fewer') as string,
    });
  });

  test('with everything left ticked no scope for all of a type comes back', async () => {
    const { optional } = scopesOf(await ask());

    const { scope } = await tokensFor(optional);
    const observations = String(scope)
      .split(' ')
      .filter((one) => /(?:Condition|Observation)/.test(one));
    expect(observations.length).toBeGreaterThan(10);
    expect(observations.filter((one) => !one.includes('?category='))).toEqual([]);
  });

  test('with no category ticked the type is not granted at all', async () => {
    expect((await tokensFor(['patient/Patient.rs'])).scope).toBe('openid patient/Patient.rs');
    expect(answerParameters(await denyAll()).error).toBe('access_denied');
  });

  test.each([
    { name: 'all of the type', extra: 'patient/Observation.rs' },
    { name: 'a category that is not offered', extra: 'patient/Observation.rs?category=anything' },
    { name: 'more than reading', extra: laboratory.replace('.rs', '.cruds') },
    { name: "another level's", extra: laboratory.replace('patient/', 'user/') },
  ])('V-17: $name cannot be slipped into the form', async ({ extra }) => {
    expect((await tokensFor([extra, laboratory])).scope).toBe(`openid ${laboratory}`);
  });

  test('ruling 38: introspection tells the categories exactly', async () => {
    const { access_token } = await tokensFor([laboratory, 'patient/Patient.rs']);

    expect((await introspect(server.issuer, String(access_token))).body.permissions).toEqual([
      {
        permission: 'GATEHOUSE_FHIR_ACCESS',
        argument: `Observation.rs?category=${OBSERVATION}|laboratory in Patient/123`,
      },
      { permission: 'FHIR_READ_TYPE_IN_COMPARTMENT', argument: 'Patient:Patient/123' },
    ]);
  });

  test('V-30: a refresh keeps to the categories', async () => {
    const { refresh_token, scope } = await tokensFor([laboratory, vitalSigns, 'offline_access']);
    const widened = await refresh(server.issuer, String(refresh_token), {
      client_id: 'public-app',
      scope: 'patient/Observation.rs',
    });
    const same = await refresh(server.issuer, String(refresh_token));

    expect([widened.status, widened.body.error]).toEqual([400, 'invalid_scope']);
    expect(same.body.scope).toBe(scope);
  });

  async function denyAll(): Promise<Page> {
    const person = new Person();
    const page = await ask('patient/Condition.rs patient/Observation.rs', 'public-app', person);
    return person.submit(page, { user_oauth_approval: 'true' });
  }
});

describe('where there is no choice', () => {
  test('STD G10, S6: an app that names the categories is granted them as asked', async () => {
    const scope = `openid ${diagnoses} ${concerns} ${laboratory} ${vitalSigns}`;

    expect((await tokensFor(scope.split(' '), scope)).scope).toBe(scope);
  });

  test('STD G9, S2: a scope of SMART 1 is granted as asked', async () => {
    const scope = 'openid patient/Observation.read';

    expect((await tokensFor(['patient/Observation.read'], scope)).scope).toBe(scope);
  });

  test('a scope that is approved automatically is granted whole', async () => {
    expect((await tokensFor([], SCOPE, 'trusted')).scope).toBe(SCOPE);
  });
});

test('B-15: the categories chosen last are remembered, and nothing wider', async () => {
  const person = new Person();
  const scope = 'openid patient/Observation.rs';
  await tokensFor([laboratory, vitalSigns], scope, 'remembering', person);

  const again = await tokensFor(['must not be asked'], scope, 'remembering', person);
  const more = await ask(`${scope} patient/Condition.rs`, 'remembering', person);

  expect(again.scope).toBe(`openid ${laboratory} ${vitalSigns}`);
  expect(kindOf(more)).toBe('approval');
});
