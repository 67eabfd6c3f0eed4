import { decodeJwt } from 'jose';
import * as openid from 'openid-client';
import { basic, postForm } from '../support/app.js';
import { alreadyAllowedOn, errorFacts, kindOf, textOf } from '../support/authorization.js';
import {
  allowDevice,
  approvalOf,
  DEVICE_CODE_GRANT,
  deviceCodes,
  enterCode,
  poll,
  startDevice,
  typeCode,
} from '../support/device.js';
import { answered, introspect, refresh, userinfo } from '../support/endpoint-calls.js';
import { Person } from '../support/person.js';
import { moveDatabaseClock } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';
import { until } from '../support/server-process.js';
import { SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia, carla } from '../support/test-users.js';
import { wardModule } from '../support/ward-module.js';

const FHIR = 'https://fhir.example/r4';
const [publicApp, , webApp] = testClients;
const device = { allowedGrantTypes: ['DEVICE_CODE', 'REFRESH_TOKEN'], registeredRedirectUris: [] };
const clients = [
  ...testClients,
  { ...publicApp, ...device, clientId: 'tv', clientName: 'Ward Display' },
  { ...publicApp, ...device, clientId: 'other-tv', clientName: 'Other Display' },
  {
    ...publicApp,
    ...device,
    clientId: 'silent-tv',
    autoApproveScopes: ['openid', 'patient/*.rs', 'offline_access'],
    rememberApprovedScopes: true,
  },
  { ...publicApp, ...device, clientId: 'strict-tv', defaultMaxAge: 0 },
  { ...webApp, ...device, clientId: 'box', clientName: 'Set-top Box' },
];
const SCRIPT =
  "function onTokenGenerating(s, d) { s.addLaunchResourceId('patient', '77'); d.addAccessTokenClaim('shownTo', s.username); } " +
  "function onPostAuthorize(d) { Log.info(d.grantType + ' for ' + d.grantedScopes); }";
/** A module with a script. */
const atticModule = [
  ...wardModule.map((line) => line.replaceAll('ward', 'attic')),
  'module.attic.config.device_grant.enabled=true',
  `module.attic.config.post_authorize_script.text=${SCRIPT}`,
];
const aud = { aud: FHIR };
const wish = { client_id: 'tv', scope: 'openid patient/*.rs offline_access', ...aud };

describe('STD RFC8628-1, ruling 42: the device grant', () => {
  let server: TestServer;
  let ward: string;
  beforeAll(async () => {
    server = await startTestServer({
      clients,
      users: [amelia, carla],
      properties: [
        'module.smart_auth.config.device_grant.enabled=true',
        'module.smart_auth.config.device_grant.interval_seconds=1',
        `module.smart_auth.config.allowed_audience_list=${FHIR}`,
        ...wardModule,
        ...atticModule,
      ],
    });
    ward = `${server.issuer}/ward`;
  });
  afterEach(() => moveDatabaseClock(server.databaseUrl, 0));
  afterAll(() => server.stop());

  const codes = () => deviceCodes(server.issuer, wish);

  describe('off unless the module offers it and the client lists it', () => {
    test('a module that does not offer it has none of its addresses', async () => {
      const page = await new Person().open(`${ward}/device`);

      expect((await startDevice(ward, wish)).status).toBe(404);
      expect(errorFacts(page).status).toBe(404);
      expect((await poll(ward, 'x')).body.error).toBe('unsupported_grant_type');
    });

    test.each(['openid-configuration', 'oauth-authorization-server', 'smart-configuration'])(
      'B-19: %s names grant and endpoint only where they are offered',
      async (name) => {
        const read = async (issuer: string) => (await answered(fetch(`${issuer}/.well-known/${name}`))).body;
        const [on, off] = [await read(server.issuer), await read(ward)];

        expect(on.grant_types_supported).toContain(DEVICE_CODE_GRANT);
        expect(off.grant_types_supported).not.toContain(DEVICE_CODE_GRANT);
        if (name !== 'smart-configuration')
          expect(on.device_authorization_endpoint).toBe(`${server.issuer}/oauth/device_authorization`);
        expect(off).not.toHaveProperty('device_authorization_endpoint');
      },
    );

    test.each([
      { name: 'a public client', fields: { client_id: 'public-app' }, headers: {} },
      { name: 'a confidential client', fields: { client_id: 'web-app' }, headers: basic('web-app', SECRET) },
    ])('$name that does not list DEVICE_CODE gets unauthorized_client, twice', async ({ fields, headers }) => {
      const { device_code } = await codes();
      const answers = [
        await startDevice(server.issuer, { ...wish, ...fields }, headers),
        await poll(server.issuer, device_code, fields, headers),
      ];

      for (const { status, body } of answers) expect([status, body.error]).toEqual([400, 'unauthorized_client']);
    });

    test('a client of devices alone gets no code', async () => {
      const query = new URLSearchParams({ response_type: 'code', client_id: 'tv' });

      expect((await fetch(`${server.issuer}/oauth/authorize?${query.toString()}`)).status).toBe(400);
    });
  });

  describe('the device authorization endpoint', () => {
    test.each([
      { name: 'an unknown client', fields: { client_id: 'nobody' }, headers: {}, status: 400, error: 'invalid_client' },
      { name: 'no client', fields: { client_id: '' }, headers: {}, status: 400, error: 'invalid_client' },
      { name: 'a confidential one', fields: { client_id: 'box' }, headers: {}, status: 400, error: 'invalid_client' },
      {
        name: 'a wrong secret',
        fields: { client_id: 'box' },
        headers: basic('box', 'wrong'),
        status: 401,
        error: 'invalid_client',
      },
      { name: 'no aud', fields: { aud: '' }, headers: {}, status: 400, error: 'invalid_request' },
      {
        name: 'no aud and no scope',
        fields: { aud: '', scope: '' },
        headers: {},
        status: 400,
        error: 'invalid_request',
      },
      {
        name: 'a foreign aud',
        fields: { aud: 'https://evil.test' },
        headers: {},
        status: 400,
        error: 'invalid_request',
      },
      {
        name: 'a foreign resource',
        fields: { aud: '', resource: 'https://evil.test' },
        headers: {},
        status: 400,
        error: 'invalid_target',
      },
      {
        name: 'a foreign scope',
        fields: { scope: 'system/*.cruds' },
        headers: {},
        status: 400,
        error: 'invalid_scope',
      },
      {
        name: 'authorization_details',
        fields: { authorization_details: '[]' },
        headers: {},
        status: 400,
        error: 'invalid_authorization_details',
      },
    ])('refuses $name: $error', async ({ fields, headers, status, error }) => {
      const answer = await startDevice(server.issuer, { ...wish, ...fields }, headers);

      expect([answer.status, answer.body.error]).toEqual([status, error]);
      expect(answer.headers.get('cache-control')).toBe('no-store');
    });

    test.each(['client_id', 'scope', 'aud'])('V-07: refuses a repeated %s', async (name) => {
      const body = `${new URLSearchParams(wish).toString()}&${name}=x`;
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const address = `${server.issuer}/oauth/device_authorization`;

      const answer = await answered(fetch(address, { method: 'POST', body, headers }));

      expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
    });

    test('OA5: refuses GET and parameters in the address', async () => {
      const address = `${server.issuer}/oauth/device_authorization?${new URLSearchParams(wish).toString()}`;

      expect((await fetch(address)).status).toBe(405);
      expect((await answered(postForm(address, {}))).body.error).toBe('invalid_request');
    });

    test('answers with a code of easy letters, and where to enter it', async () => {
      const { status, body, headers } = await startDevice(server.issuer, wish);

      expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
      expect(body).toEqual({
        device_code: expect.stringMatching(/^ghv_[\w-]{43}$/) as string,
        user_code: expect.stringMatching(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/) as string,
        verification_uri: `${server.issuer}/device`,
        verification_uri_complete: `${server.issuer}/device?user_code=${String(body.user_code)}`,
        expires_in: 600,
        interval: 1,
      });
    });

    test('a confidential client authenticates as everywhere', async () => {
      const { status } = await startDevice(server.issuer, { ...aud, scope: 'openid' }, basic('box', SECRET));

      expect(status).toBe(200);
    });
  });

  describe('polling', () => {
    test('authorization_pending at first, slow_down when it comes too early, five seconds more from then on', async () => {
      const { device_code } = await codes();
      const at = async (seconds: number): Promise<unknown> => {
        await moveDatabaseClock(server.databaseUrl, seconds);
        return (await poll(server.issuer, device_code)).body.error;
      };

      expect(await at(0)).toBe('authorization_pending');
      expect(await at(0)).toBe('slow_down');
      expect(await at(5)).toBe('slow_down');
      expect(await at(20)).toBe('authorization_pending');
      expect(await at(30)).toBe('slow_down');
    });

    test('of polls at once one is not too early', async () => {
      const { device_code } = await codes();

      const answers = await Promise.all(Array.from({ length: 8 }, () => poll(server.issuer, device_code)));

      expect(answers.map(({ body }) => body.error).sort()).toEqual([
        'authorization_pending',
        ...Array<string>(7).fill('slow_down'),
      ]);
    });

    test.each([
      { name: 'an unknown code', code: 'ghv_x', error: 'invalid_grant' },
      { name: 'no code', code: '', error: 'invalid_request' },
    ])('$name: $error', async ({ code, error }) => {
      const answer = await poll(server.issuer, code);

      expect([answer.status, answer.body.error]).toEqual([400, error]);
    });

    test('expired_token when the time is over, and nothing to enter any more', async () => {
      const { device_code, user_code } = await codes();
      await moveDatabaseClock(server.databaseUrl, 601);

      expect((await poll(server.issuer, device_code)).body.error).toBe('expired_token');
      expect((await typeCode(new Person(), server.issuer, user_code)).status).toBe(400);
    });

    test('V-23: another client gets invalid_grant, and does not spoil the code for its own', async () => {
      const { device_code, user_code } = await codes();
      await allowDevice(new Person(), server.issuer, user_code);

      const stolen = await poll(server.issuer, device_code, { client_id: 'other-tv' });

      expect(stolen.body.error).toBe('invalid_grant');
      expect((await poll(server.issuer, device_code)).status).toBe(200);
    });

    test('tells waiting from refusing: a poll that waits leaves no audit record, a refused one does', async () => {
      const { device_code } = await codes();
      const count = async (): Promise<number> =>
        (await rowsOf(server.databaseUrl, `select 1 from audit_event where kind = 'TOKEN_REFUSAL'`)).length;
      const before = await count();

      await poll(server.issuer, device_code);
      await poll(server.issuer, device_code);
      const waiting = await count();
      await poll(server.issuer, 'ghv_x');

      expect([waiting - before, (await count()) - before]).toEqual([0, 1]);
    });
  });

  describe('what a person allows', () => {
    test('the device gets tokens, once', async () => {
      const { device_code, user_code } = await codes();
      const done = await allowDevice(new Person(), server.issuer, user_code);

      const answers = await Promise.all(Array.from({ length: 6 }, () => poll(server.issuer, device_code)));
      const [granted] = answers.filter(({ status }) => status === 200);

      expect(done.text).toContain('Go back to your device');
      expect(granted?.body).toEqual({
        access_token: expect.any(String) as string,
        id_token: expect.any(String) as string,
        refresh_token: expect.any(String) as string,
        token_type: 'Bearer',
        expires_in: 300,
        scope: 'openid patient/*.rs offline_access',
        patient: '123',
      });
      expect(answers.filter(({ body }) => body.error === 'invalid_grant')).toHaveLength(5);
      const claims = decodeJwt(granted?.body.access_token as string);
      expect(claims).toMatchObject({ sub: 'amelia', client_id: 'tv', aud: FHIR, amr: ['pwd'] });
    });

    test('STD F4, RFC7662-3: the tokens refresh, and are known to userinfo and introspection', async () => {
      const { device_code, user_code } = await codes();
      await allowDevice(new Person(), server.issuer, user_code);
      const { body } = await poll(server.issuer, device_code);
      const next = await refresh(server.issuer, body.refresh_token as string, { client_id: 'tv' });

      expect((await userinfo(server.issuer, next.body.access_token as string)).body).toMatchObject({ sub: 'amelia' });
      expect((await introspect(server.issuer, body.access_token as string)).body).toMatchObject({
        active: true,
        client_id: 'tv',
        patient: '123',
      });
    });

    test('ruling 13: a script puts people into context, also those who have no patient, and sees the grant by its name', async () => {
      const attic = `${server.issuer}/attic`;
      const { device_code, user_code } = await deviceCodes(attic);
      const person = new Person();
      await person.approve(await approvalOf(person, attic, user_code, carla));
      const { body } = await poll(attic, device_code);
      const logged = async () => {
        const runs = `select detail::text as text from audit_event where kind = 'SCRIPT' and module_id = 'attic'`;
        return (await rowsOf<{ text: string }>(server.databaseUrl, runs)).map(({ text }) => text).join();
      };

      expect(body).toMatchObject({ patient: '77', scope: wish.scope });
      expect(decodeJwt(String(body.access_token))).toMatchObject({ sub: 'carla', shownTo: 'carla' });
      await until(async () => (await logged()).includes('device_code for [openid, patient/*.rs, offline_access]'));
    });

    test('V-30: only for what was asked for', async () => {
      const { device_code, user_code } = await codes();
      await allowDevice(new Person(), server.issuer, user_code);

      const foreign = await poll(server.issuer, device_code, { client_id: 'tv', resource: 'https://evil.test/fhir' });

      expect(foreign.body.error).toBe('invalid_target');
      expect((await poll(server.issuer, device_code)).status).toBe(200);
    });

    test('A-14: approval is asked for every time, also where a client is approved silently elsewhere, and says of what', async () => {
      const person = new Person();
      for (let time = 0; time < 2; time++) {
        const { user_code } = await deviceCodes(server.issuer, { ...wish, client_id: 'silent-tv' });
        const page = await approvalOf(person, server.issuer, user_code);

        expect(kindOf(page)).toBe('approval');
        expect(alreadyAllowedOn(page)).toHaveLength(3);
        await person.approve(page);
      }
    });

    test('STD OID-4: a client whose sign-ins must be fresh gets a fresh one', async () => {
      const person = new Person();
      await allowDevice(person, server.issuer, (await codes()).user_code);
      const { user_code } = await deviceCodes(server.issuer, { ...wish, client_id: 'strict-tv' });

      expect(kindOf(await enterCode(person, server.issuer, user_code))).toBe('sign-in');
    });

    test('a scope that is unticked is not granted', async () => {
      const { device_code, user_code } = await codes();
      const person = new Person();
      await person.approve(await approvalOf(person, server.issuer, user_code), { without: ['offline_access'] });

      const { body } = await poll(server.issuer, device_code);

      expect([body.scope, 'refresh_token' in body]).toEqual(['openid patient/*.rs', false]);
    });

    test('STD F5, OLOG-3: online_access that was allowed gives nothing once the person has signed out', async () => {
      const { device_code, user_code } = await deviceCodes(server.issuer, { ...wish, scope: 'openid online_access' });
      const person = new Person();
      await allowDevice(person, server.issuer, user_code);

      await person.open(`${server.issuer}/logout`);
      const answers = [await poll(server.issuer, device_code), await poll(server.issuer, device_code)];

      expect(answers.map(({ status, body }) => [status, body.error])).toEqual([
        [400, 'invalid_grant'],
        [400, 'invalid_grant'],
      ]);
      expect(answers[0]?.body.error_description).toContain('online_access ends with it');
    });

    test('STD RFC6749-3: a denial is access_denied for the device, for good', async () => {
      const { device_code, user_code } = await codes();
      const person = new Person();
      const done = await person.deny(await approvalOf(person, server.issuer, user_code));

      expect(done.text).toContain('The device got no access');
      expect((await poll(server.issuer, device_code)).body.error).toBe('access_denied');
      expect((await poll(server.issuer, device_code)).body.error).toBe('access_denied');
      expect((await typeCode(person, server.issuer, user_code)).status).toBe(400);
    });

    test('STD L2: a person without a patient is told why, and the device gets access_denied', async () => {
      const { device_code, user_code } = await deviceCodes(server.issuer, { ...wish, scope: 'patient/*.rs openid' });
      const done = await approvalOf(new Person(), server.issuer, user_code, carla);

      expect(textOf(done, 'reason')).toContain('no patient');
      expect((await poll(server.issuer, device_code)).body.error).toBe('access_denied');
    });

    test('V-32, F-53: one answer: a second browser and a second click change nothing', async () => {
      const { device_code, user_code } = await codes();
      const [one, other] = [new Person(), new Person()];
      const page = await approvalOf(one, server.issuer, user_code);
      const late = await approvalOf(other, server.issuer, user_code);
      await one.deny(page);

      const answers = [await other.approve(late), await one.approve(page)];

      expect(answers.map((answer) => errorFacts(answer).status)).toEqual([400, 400]);
      expect((await poll(server.issuer, device_code)).body.error).toBe('access_denied');
    });

    test('ruling 54: every step is in the audit log, and no code is anywhere in the database', async () => {
      const { device_code, user_code } = await codes();
      await allowDevice(new Person(), server.issuer, user_code);
      const { body } = await poll(server.issuer, device_code);
      const events = await rowsOf<{ kind: string; detail: { grantType?: string } | null }>(
        server.databaseUrl,
        `select kind, detail from audit_event where flow_id = (select flow_id from audit_event where jti = $1) order by kind`,
        [decodeJwt(body.access_token as string).jti],
      );
      const rows = await rowsOf(server.databaseUrl, 'select * from device_authorization');
      const audited = await rowsOf(server.databaseUrl, 'select * from audit_event');

      expect(events.map(({ kind, detail }) => [kind, detail?.grantType])).toEqual([
        ['APPROVAL', undefined],
        ['AUTHORIZATION_CODE', undefined],
        ['SIGN_IN', undefined],
        ['TOKEN', 'device_code'],
      ]);
      for (const secret of [device_code, user_code, user_code.replace('-', '')])
        expect(JSON.stringify([rows, audited])).not.toContain(secret);
    });
  });

  test('RFC 8628 5.4: who is shown a device of somebody else says so without signing in, and it gets access_denied', async () => {
    const { device_code, user_code } = await codes();
    const person = new Person();
    const page = await typeCode(person, server.issuer, user_code);

    const done = await person.submit(page, { refused: 'true' });
    const again = await person.submit(page, { refused: 'true' });
    const rows = await rowsOf(
      server.databaseUrl,
      `select client_id, outcome, error_code from audit_event where kind = 'DEVICE_AUTHORIZATION' order by at desc limit 1`,
    );

    expect([done.status, again.status]).toEqual([200, 400]);
    expect(done.text).toContain('The device got no access');
    expect((await poll(server.issuer, device_code)).body.error).toBe('access_denied');
    expect(rows).toEqual([{ client_id: 'tv', outcome: 'failure', error_code: 'access_denied' }]);
  });

  describe('the page', () => {
    test('RFC 8628 5.4: says which app it is and warns, before anybody signs in', async () => {
      const { user_code } = await codes();
      const person = new Person();
      const page = await typeCode(person, server.issuer, user_code);

      expect(page.status).toBe(200);
      expect(textOf(page, 'client-name')).toBe('Ward Display');
      expect(textOf(page, 'shown-code')).toBe(user_code);
      expect(page.text).toContain('If somebody sent you the code');
      expect(kindOf(await person.submit(page, {}))).toBe('sign-in');
    });

    test.each([
      { name: 'small letters', of: (code: string) => code.toLowerCase() },
      { name: 'no dash', of: (code: string) => code.replace('-', '') },
      { name: 'spaces', of: (code: string) => ` ${code.replace('-', ' ')} ` },
    ])('RFC 8628 6.1: the code may be typed with $name', async ({ of }) => {
      const { user_code } = await codes();

      expect(textOf(await typeCode(new Person(), server.issuer, of(user_code)), 'shown-code')).toBe(user_code);
    });

    test('RFC 8628 3.3.1: the link with the code fills it in, and looks nothing up', async () => {
      const { user_code } = await codes();
      const [known, unknown, nonsense] = await Promise.all(
        [user_code, 'BBBB-BBBB', '"><script>'].map((code) =>
          new Person().open(`${server.issuer}/device?user_code=${encodeURIComponent(code)}`),
        ),
      );

      expect(known?.text).toContain(`value="${user_code}"`);
      expect(unknown?.text).toContain('value="BBBB-BBBB"');
      expect(nonsense?.text).not.toContain('script>');
      expect([known, unknown, nonsense].map((page) => page?.status)).toEqual([200, 200, 200]);
    });

    test('V-56: one answer for codes that are unknown, expired, denied or no codes', async () => {
      const [expired, denied] = [await codes(), await codes()];
      const person = new Person();
      await person.deny(await approvalOf(person, server.issuer, denied.user_code));
      await rowsOf(
        server.databaseUrl,
        `update device_authorization set expires_at = now() - interval '1 second' where device_code_hash =
          (select device_code_hash from device_authorization where decided_at is null order by created_at desc limit 1)`,
      );
      const told: (string | undefined)[] = [];
      for (const code of ['BBBB-BBBB', expired.user_code, denied.user_code, 'hello', '1234-5678', 'ÄÖÜ'.repeat(9)]) {
        const page = await typeCode(new Person(), server.issuer, code);
        told.push(`${String(page.status)} ${textOf(page, 'device-error-text') ?? ''}`);
      }

      expect(new Set(told).size).toBe(1);
      expect(told[0]).toMatch(/^400 This code is not known/);
    });

    test('a device whose client is gone is not known either', async () => {
      const { user_code } = await codes();
      await rowsOf(server.databaseUrl, `update device_authorization set client_id = 'gone' where decided_at is null`);

      expect((await typeCode(new Person(), server.issuer, user_code)).status).toBe(400);
    });
  });

  test('openid-client gets tokens by it', async () => {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- so marked to stand out; the tests' issuer is http on loopback
    const insecure = { execute: [openid.allowInsecureRequests] };
    const app = await openid.discovery(new URL(server.issuer), 'tv', undefined, openid.None(), insecure);
    const started = await openid.initiateDeviceAuthorization(app, { scope: 'openid patient/*.rs', ...aud });
    const person = new Person();
    await person.approve(await approvalOf(person, server.issuer, started.user_code));

    const tokens = await openid.pollDeviceAuthorizationGrant(app, started);

    expect(tokens.claims()).toMatchObject({ sub: 'amelia', aud: 'tv' });
  });

  describe('R-18: places to wait', () => {
    const here = '127.0.0.1';
    /** Many devices wait, the first of them for a minute more and each other one for longer. */
    const waiting = async (count: number, clientId: string, network: string): Promise<void> => {
      await rowsOf(
        server.databaseUrl,
        `insert into device_authorization
           (device_code_hash, module_id, client_id, user_code_hash, request, interval_seconds, expires_at, network)
         select 'd' || n, 'smart_auth', $2, 'u' || n, '{}', 5, gatehouse_now() + interval '59 s' + make_interval(secs => n), $3
           from generate_series(1, $1::integer) as n`,
        [count, clientId, network],
      );
    };
    beforeEach(() => rowsOf(server.databaseUrl, 'delete from device_authorization'));
    afterAll(() => rowsOf(server.databaseUrl, 'delete from device_authorization'));

    test.each([
      { name: 'ten thousand of the module', count: 10_000, client: 'another', network: '192.0.2.1' },
      { name: 'five thousand of the client', count: 5_000, client: 'tv', network: '192.0.2.1' },
      { name: 'two hundred of the network', count: 200, client: 'another', network: here },
    ])('$name: the next is told when there is room again', async ({ count, client, network }) => {
      await waiting(count, client, network);

      const full = await startDevice(server.issuer, wish);
      await moveDatabaseClock(server.databaseUrl, 61);
      const roomy = await startDevice(server.issuer, wish);

      expect([full.status, full.body.error, roomy.status]).toEqual([429, 'temporarily_unavailable', 200]);
      expect(Number(full.headers.get('retry-after'))).toBeGreaterThan(50);
      expect(Number(full.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    });

    test.each([
      { name: 'all of another client', count: 5_000, client: 'another', network: '192.0.2.1' },
      { name: 'all of another network', count: 200, client: 'tv', network: '192.0.2.1' },
      { name: 'all but one of the network', count: 199, client: 'tv', network: here },
    ])('$name: there is one left', async ({ count, client, network }) => {
      await waiting(count, client, network);

      expect((await startDevice(server.issuer, wish)).status).toBe(200);
    });
  });
});
