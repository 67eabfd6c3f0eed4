import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { authorizeUrl, basic, obtainCode, postForm, redemption, type Tokens } from '../support/app.js';
import { answered, introspect, refresh, tokensFor, userinfo } from '../support/endpoint-calls.js';
import { freePort } from '../support/free-port.js';
import { Person } from '../support/person.js';
import { SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';

/** The same name as at the first module, another person. */
const otherAmelia = {
  ...amelia,
  password: 'not the same person at all',
  fhirUserUrl: 'https://fhir.example/Patient/777',
};

/** Clients of the module on its own port: `backend` has another secret there, and `web-app` is unknown. */
const portClients = testClients
  .filter(({ clientId }) => clientId !== 'web-app')
  .map((client) =>
    client.clientId === 'backend' ? { ...client, clientSecrets: [{ secret: 'known-at-the-port-only' }] } : client,
  );

/** The modules: at the root of the port, below a path of it, on a port of its own. */
const modules = ['root', 'path', 'port'] as const;
type ModuleName = (typeof modules)[number];

const pairs = modules.flatMap((home) => modules.filter((away) => away !== home).map((away) => ({ home, away })));

describe('ruling 51: three SMART outbound instances in one process', () => {
  let server: TestServer;
  let issuers: Readonly<Record<ModuleName, string>>;
  const tokens = new Map<ModuleName, Tokens>();
  const people = new Map<ModuleName, Person>();
  const issuer = (name: ModuleName): string => issuers[name];
  const tokensAt = (name: ModuleName): Tokens => tokens.get(name)!;
  const personAt = (name: ModuleName): Person => people.get(name)!;
  const credentialsAt = (name: ModuleName) => (name === 'root' ? amelia : otherAmelia);

  beforeAll(async () => {
    const otherPort = await freePort();
    const users = JSON.stringify({ users: [otherAmelia] });
    server = await startTestServer({
      properties: [
        'module.other_people.type=SECURITY_IN_LOCAL',
        'module.other_people.config.seed.users.file=classpath:other-users.json',
        'module.by_path.type=SECURITY_OUT_SMART',
        'module.by_path.requires.SECURITY_IN_UP=other_people',
        'module.by_path.config.bind_address=127.0.0.1',
        'module.by_path.config.port=PORT',
        'module.by_path.config.context_path=/tenant/b',
        'module.by_path.config.issuer.url=http://127.0.0.1:PORT/tenant/b',
        'module.by_path.config.seed_clients.file=classpath:clients.json',
        'module.by_port.type=SECURITY_OUT_SMART',
        'module.by_port.requires.SECURITY_IN_UP=other_people',
        'module.by_port.config.bind_address=127.0.0.1',
        `module.by_port.config.port=${otherPort}`,
        `module.by_port.config.issuer.url=http://127.0.0.1:${otherPort}`,
        'module.by_port.config.seed_clients.file=classpath:port-clients.json',
      ],
      files: { 'other-users.json': users, 'port-clients.json': JSON.stringify({ clients: portClients }) },
    });
    issuers = {
      root: server.issuer,
      path: `${server.issuer}/tenant/b`,
      port: `http://127.0.0.1:${otherPort}`,
    };
    for (const name of modules) {
      const person = new Person();
      people.set(name, person);
      tokens.set(name, await tokensFor(issuer(name), { person, credentials: credentialsAt(name) }));
    }
  });
  afterAll(() => server.stop());

  test.each(pairs)('$home and $away: neither takes the access token of the other', async ({ home, away }) => {
    const { access_token } = tokensAt(home);

    expect((await userinfo(issuer(home), access_token)).status).toBe(200);
    expect((await userinfo(issuer(away), access_token)).status).toBe(401);
    expect((await introspect(issuer(away), access_token)).body).toEqual({ active: false });
  });

  test.each(pairs)('$home and $away: neither takes the refresh token of the other', async ({ home, away }) => {
    const { refresh_token } = tokensAt(home);

    const foreign = await refresh(issuer(away), refresh_token);
    const nameless = await refresh(issuer(away), refresh_token, {});

    expect([foreign.body.error, nameless.body.error]).toEqual(['invalid_grant', 'invalid_grant']);
    expect((await introspect(issuer(away), refresh_token)).body).toEqual({ active: false });
  });

  test.each(pairs)('$away cannot revoke what $home issued', async ({ home, away }) => {
    const { access_token, refresh_token } = tokensAt(home);

    for (const token of [access_token, refresh_token])
      await postForm(`${issuer(away)}/oauth/revoke`, { token, client_id: 'public-app' });

    expect((await introspect(issuer(home), access_token)).body.active).toBe(true);
    expect((await introspect(issuer(home), refresh_token)).body.active).toBe(true);
  });

  test.each(pairs)('V-23: $away does not redeem the code of $home, and does not spoil it', async ({ home, away }) => {
    const issued = await obtainCode(issuer(home), {}, personAt(home), credentialsAt(home));

    const foreign = await answered(postForm(`${issuer(away)}/oauth/token`, redemption(issued)));
    const own = await postForm(`${issuer(home)}/oauth/token`, redemption(issued));

    expect([foreign.status, foreign.body.error, own.status]).toEqual([400, 'invalid_grant', 200]);
  });

  test.each(pairs)('the browser session of $home is none at $away', async ({ home, away }) => {
    const visitor = new Person();
    const request = (name: ModuleName): string =>
      authorizeUrl(issuer(name), {
        code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
        scope: 'patient/*.rs',
      });
    await visitor.authorize(request(home), credentialsAt(home));

    const abroad = await visitor.request(`${request(away)}&prompt=none`);
    const back = await visitor.open(request(home));

    expect(new URL(abroad.headers.get('location') ?? '').searchParams.get('error')).toBe('login_required');
    expect(back.text).not.toContain('name="password"');
  });

  test.each(pairs)('V-46: an ID token of $home is no id_token_hint at $away', async ({ home, away }) => {
    const hint = new URLSearchParams({ id_token_hint: tokensAt(home).id_token });

    const logout = await personAt(away).open(`${issuer(away)}/logout?${hint.toString()}`);

    expect([logout.status, logout.text.includes('Sign out?')]).toEqual([200, true]);
    expect((await userinfo(issuer(home), tokensAt(home).access_token)).status).toBe(200);
  });

  test('ruling 16: people of one inbound module cannot sign in at an instance that requires another', async () => {
    const visitor = new Person();
    const page = await visitor.open(
      authorizeUrl(issuer('path'), { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM' }),
    );

    const answer = await visitor.signIn(page, amelia);

    expect(answer.text).toContain('name="password"');
    expect(answer.headers.get('location')).toBeNull();
  });

  test('ruling 16: the same name is another person behind another inbound module', async () => {
    const whoIs = async (name: ModuleName): Promise<unknown> => {
      const { access_token } = await tokensFor(issuer(name), {
        scope: 'openid fhirUser',
        person: personAt(name),
        credentials: credentialsAt(name),
      });
      return (await userinfo(issuer(name), access_token)).body.fhirUser;
    };

    expect([await whoIs('root'), await whoIs('path')]).toEqual([amelia.fhirUserUrl, otherAmelia.fhirUserUrl]);
  });

  test('every instance names itself in its tokens', () => {
    for (const name of modules) {
      const ids = { root: 'smart_auth', path: 'by_path', port: 'by_port' };
      expect(decodeJwt(tokensAt(name).access_token)).toMatchObject({
        iss: issuer(name),
        smile_cdr_module_id: ids[name],
      });
      expect(decodeJwt(tokensAt(name).id_token).iss).toBe(issuer(name));
    }
  });

  test.each(pairs)('V-46: the keys of $away do not verify the tokens of $home', async ({ home, away }) => {
    const { access_token } = tokensAt(home);
    const keysOf = (name: ModuleName) => createRemoteJWKSet(new URL(`${issuer(name)}/jwk`));

    await expect(jwtVerify(access_token, keysOf(away))).rejects.toThrow();
    expect((await jwtVerify(access_token, keysOf(home))).payload.iss).toBe(issuer(home));
    expect(decodeProtectedHeader(access_token).kid).not.toBe(decodeProtectedHeader(tokensAt(away).access_token).kid);
  });

  test('STD RFC8414-1: each document of each instance is at its own place', async () => {
    const { origin } = new URL(issuers.path);
    const places = {
      [`${origin}/.well-known/oauth-authorization-server/tenant/b`]: issuers.path,
      [`${origin}/tenant/b/.well-known/openid-configuration`]: issuers.path,
      [`${origin}/tenant/b/.well-known/smart-configuration`]: issuers.path,
      [`${origin}/.well-known/oauth-authorization-server`]: issuers.root,
      [`${origin}/.well-known/openid-configuration`]: issuers.root,
      [`${issuers.port}/.well-known/oauth-authorization-server`]: issuers.port,
      [`${issuers.port}/.well-known/openid-configuration`]: issuers.port,
    };

    for (const [place, expected] of Object.entries(places)) {
      const { status, body } = await answered(fetch(place));
      expect({ place, status, issuer: body.issuer, token: body.token_endpoint }).toEqual({
        place,
        status: 200,
        issuer: expected,
        token: `${expected}/oauth/token`,
      });
    }
  });

  test.each([
    '/tenant',
    '/tenant/bb/jwk',
    '/tenant/B/jwk',
    '/b/jwk',
    '/.well-known/oauth-authorization-server/tenant/c',
  ])('R-09: there is nothing at %s', async (path) => {
    expect((await fetch(server.issuer + path)).status).toBe(404);
  });

  test.each([
    { name: 'root', clientId: 'backend', secret: SECRET, status: 200 },
    { name: 'port', clientId: 'backend', secret: SECRET, status: 401 },
    { name: 'port', clientId: 'backend', secret: 'known-at-the-port-only', status: 200 },
    { name: 'root', clientId: 'backend', secret: 'known-at-the-port-only', status: 401 },
    { name: 'path', clientId: 'web-app', secret: SECRET, status: 400 },
    { name: 'port', clientId: 'web-app', secret: SECRET, status: 401 },
  ] as const)('at $name the secret $secret of $clientId gives $status', async ({ name, clientId, secret, status }) => {
    const fields = { grant_type: 'client_credentials' };
    const answer = await answered(postForm(`${issuer(name)}/oauth/token`, fields, basic(clientId, secret)));

    // web-app is known below the path, but may not use this grant.
    expect([answer.status, answer.body.error]).toEqual([
      status,
      { 200: undefined, 400: 'unauthorized_client', 401: 'invalid_client' }[status],
    ]);
  });
});
