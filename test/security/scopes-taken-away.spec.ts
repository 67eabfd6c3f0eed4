import { decodeJwt } from 'jose';
import { obtainCode, postForm, redemption, type IssuedCode, type Tokens } from '../support/app.js';
import { allowDevice, deviceCodes, poll } from '../support/device.js';
import { answered, clientToken, refresh, tokensFor, userinfo, type Answer } from '../support/endpoint-calls.js';
import { Person } from '../support/person.js';
import { changeElsewhere, rowsOf } from '../support/rows.js';
import { testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

const [publicApp, , , backend] = testClients;
const app = (clientId: string, scopes: readonly string[], more: object = {}) => ({
  ...publicApp,
  clientId,
  scopes,
  ...more,
});
const before = ['openid', 'email', 'patient/*.read', 'offline_access'];
const device = { allowedGrantTypes: ['DEVICE_CODE', 'REFRESH_TOKEN'], registeredRedirectUris: [] };

const left = ['openid', 'patient/*.rs', 'offline_access'];

/** What the clients may have after the change. */
const after: Readonly<Record<string, readonly string[]>> = {
  losing: left,
  refreshing: left,
  repeating: left,
  regaining: left,
  tv: left,
  offline: ['openid', 'email', 'patient/*.read'],
  bare: ['profile'],
  claiming: ['openid'],
  backend: [],
};

describe('R-11, V-28: scopes that were taken from a client are gone from what it was granted', () => {
  let server: TestServer;
  let deviceCode: string;
  const codes = new Map<string, IssuedCode>();
  const tokens = new Map<string, Tokens>();

  /** The backend is looked up before, so that its old definition is remembered like those of the others. */
  const change = async (scopes: typeof after): Promise<void> => {
    await clientToken(server.issuer);
    await changeElsewhere(server.databaseUrl, {
      topic: 'clients:smart_auth',
      text: `update oauth2_client c set definition = c.definition || jsonb_build_object('scopes', w.value), version = c.version + 1
               from jsonb_each($1::jsonb) as w where w.key = c.client_id`,
      values: [JSON.stringify(scopes)],
    });
  };
  /** Until the server has noticed: the scopes that the backend gets now. */
  const isNoticed = async (scope: string): Promise<void> => {
    for (const start = performance.now(); performance.now() - start < 20_000;)
      if (decodeJwt((await clientToken(server.issuer)).access_token).scope === scope) return;
    throw new Error('The change was not noticed.');
  };
  const redeem = (clientId: string): Promise<Answer> => {
    const issued = codes.get(clientId);
    if (issued === undefined) throw new Error(clientId);
    return answered(postForm(`${server.issuer}/oauth/token`, redemption(issued, { client_id: clientId })));
  };
  const refreshed = (clientId: string, refreshToken: unknown, fields: object = {}): Promise<Answer> =>
    refresh(server.issuer, String(refreshToken), { client_id: clientId, ...fields });
  const tokenOf = (clientId: string) => tokens.get(clientId)?.refresh_token;

  beforeAll(async () => {
    const clients = [
      ...['losing', 'refreshing', 'repeating', 'regaining', 'offline', 'claiming', 'bare'].map((id) => app(id, before)),
      app('tv', before, device),
      { ...backend, autoGrantScopes: ['always'] },
    ];
    const properties = ['module.smart_auth.config.device_grant.enabled=true'];
    server = await startTestServer({ clients, properties });
    const person = new Person();
    const scope = 'openid email patient/Observation.rs offline_access';
    for (const clientId of ['refreshing', 'repeating', 'regaining', 'offline', 'bare'])
      tokens.set(clientId, await tokensFor(server.issuer, { clientId, scope, person }));
    const { device_code, user_code } = await deviceCodes(server.issuer, { client_id: 'tv', scope });
    await allowDevice(person, server.issuer, user_code);
    deviceCode = device_code;
    for (const clientId of ['losing', 'offline', 'bare'])
      codes.set(clientId, await obtainCode(server.issuer, { client_id: clientId, scope }, person));
    const claims = JSON.stringify({ userinfo: { email: null }, id_token: { email: null } });
    const wish = { client_id: 'claiming', scope: 'openid', claims };
    codes.set('claiming', await obtainCode(server.issuer, wish, person));
    await change(after);
    await isNoticed('always');
  }, 60_000);
  afterAll(() => server.stop());

  const scopeLeft = 'openid patient/Observation.rs offline_access';

  test('ruling 39: a code gives what the client may still have, whatever the spelling', async () => {
    const { status, body } = await redeem('losing');

    expect([status, body.scope]).toEqual([200, scopeLeft]);
    expect(decodeJwt(String(body.access_token)).scope).toBe(scopeLeft);
    expect(decodeJwt(String(body.id_token))).not.toHaveProperty('email');
  });

  test('STD OID-9: a claim that was approved by such a scope is gone from ID token and userinfo', async () => {
    const { body } = await redeem('claiming');
    const { body: person } = await userinfo(server.issuer, String(body.access_token));

    expect(body.scope).toBe('openid');
    expect([decodeJwt(String(body.id_token)), person].map((claims) => [claims.sub, 'email' in claims])).toEqual([
      ['amelia', false],
      ['amelia', false],
    ]);
  });

  test("a device's code, too", async () => {
    expect((await poll(server.issuer, deviceCode)).body.scope).toBe(scopeLeft);
  });

  test('F-05, ruling 54: a refresh as well, with one successor for a retry, and the audit log says why', async () => {
    const [first, retry] = [
      await refreshed('refreshing', tokenOf('refreshing')),
      await refreshed('refreshing', tokenOf('refreshing')),
    ];

    expect([first, retry].map(({ status, body }) => [status, body.scope])).toEqual([
      [200, scopeLeft],
      [200, scopeLeft],
    ]);
    expect(retry.body.refresh_token).toBe(first.body.refresh_token);
    const [row] = await rowsOf<{ trace: readonly object[] }>(
      server.databaseUrl,
      'select trace from audit_event where jti = $1',
      [decodeJwt(String(first.body.access_token)).jti],
    );
    expect(row?.trace).toContainEqual({
      kind: 'scope',
      value: 'email',
      outcome: 'dropped',
      ruleId: 'scope.taken-from-client',
      source: 'client',
    });
  });

  test('STD X10, F3: an app that repeats its old list gets what is left, one that asks for the lost alone is refused at no cost', async () => {
    const lost = await refreshed('repeating', tokenOf('repeating'), { scope: 'email' });
    const whole = await refreshed('repeating', tokenOf('repeating'), { scope: `email ${scopeLeft}` });

    expect([lost.status, lost.body.error]).toEqual([400, 'invalid_scope']);
    expect([whole.status, whole.body.scope]).toEqual([200, scopeLeft]);
  });

  test('STD F1: without offline_access there is no refresh token, and an old one gives nothing', async () => {
    const { status, body } = await redeem('offline');
    const again = await refreshed('offline', tokenOf('offline'));

    expect([status, body.scope, body.refresh_token]).toEqual([200, 'openid email patient/Observation.rs', undefined]);
    expect([again.status, again.body.error]).toEqual([400, 'invalid_grant']);
  });

  test('where nothing is left there is no token', async () => {
    const answers = [await redeem('bare'), await refreshed('bare', tokenOf('bare'))];

    for (const { status, body } of answers)
      expect([status, body]).toEqual([
        400,
        {
          error: 'invalid_grant',
          error_description: 'The client may no longer have any of the scopes that were granted.',
        },
      ]);
  });

  test('a scope that the client gets back is there again at the next refresh', async () => {
    const { body: narrowed } = await refreshed('regaining', tokenOf('regaining'));
    await change({ regaining: before, backend: ['system/*.rs'] });
    await isNoticed('system/*.rs always');

    const { body } = await refreshed('regaining', narrowed.refresh_token);

    expect([narrowed.scope, body.scope]).toEqual([scopeLeft, 'openid email patient/Observation.rs offline_access']);
  });
});
