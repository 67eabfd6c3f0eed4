import { clientToken, tokensFor } from '../support/endpoint-calls.js';
import { openingPermissions, reviewedPermissions, routesForSuperusers } from '../support/admin-permissions.js';
import { root, startAdminServer, type AdminServer } from '../support/admin-server.js';
import { basic } from '../support/app.js';
import { descriptionOf, type Description } from '../support/described-answers.js';
import { postWithProof } from '../support/dpop-calls.js';
import { DpopKey } from '../support/dpop-key.js';
import { sendRaw } from '../support/raw-http.js';
import { waysToWrite } from '../support/path-variants.js';
import { rowsOf } from '../support/rows.js';
import { REDIRECT_URI, SECRET, testClients } from '../support/test-clients.js';

/** A backend service with these permissions. */
function service(clientId: string, permissions: readonly string[], more: Readonly<Record<string, unknown>> = {}) {
  return {
    ...{ clientId, clientName: clientId, enabled: true, allowedGrantTypes: ['CLIENT_CREDENTIALS'] },
    ...{ scopes: ['system/*.rs'], secretRequired: true, clientSecrets: [{ secret: SECRET }] },
    permissions: permissions.map((permission) => ({ permission })),
    ...more,
  };
}

const withoutGate = openingPermissions.map((permission) => service(`only-${permission}`, [permission]));
const withGate = openingPermissions.map((permission) =>
  service(`with-${permission}`, ['ACCESS_ADMIN_JSON', permission]),
);

const nina = {
  username: 'nina',
  password: 'the password of nina',
  authorities: [{ permission: 'ACCESS_ADMIN_JSON' }, { permission: 'OPENID_CONNECT_VIEW_SERVER_LIST' }],
};
const ordinary = {
  username: 'ordinary',
  password: 'an ordinary password',
  authorities: [{ permission: 'ROLE_FHIR_CLIENT_SUPERUSER' }],
};
const guessed = { ...ordinary, username: 'guessed' };
const locked = { ...nina, username: 'locked', accountLocked: true };
const disabled = { ...nina, username: 'disabled', accountDisabled: true };

/** Tools that set up the server; one gets all of what it may do, the other one what scopes leave. */
const tools = [
  service('whole-tool', ['ROLE_SUPERUSER'], { scopes: ['cdr_all_user_authorities', 'system/*.cruds'] }),
  service('narrowed-tool', ['ROLE_SUPERUSER'], { scopes: ['system/*.cruds'] }),
];

let server: AdminServer;
let description: Description;
beforeAll(async () => {
  const bound = service('bound', ['ACCESS_ADMIN_JSON', 'OPENID_CONNECT_VIEW_SERVER_LIST'], {
    dpopBoundAccessTokens: true,
  });
  server = await startAdminServer({
    clients: [
      ...testClients,
      ...withoutGate,
      ...withGate,
      bound,
      service('gate-only', ['ACCESS_ADMIN_JSON']),
      ...tools,
    ],
    users: [nina, ordinary, guessed, locked, disabled],
    properties: ['module.smart_auth.config.client_secret.encoding=SHA256_1000_ROUND'],
  });
  description = await descriptionOf(server.adminUrl);
});
afterAll(() => server.stop());

interface Route {
  readonly name: string;
  readonly method: string;
  /** Of something that does not exist. */
  readonly path: string;
}

const routes = (): readonly Route[] =>
  Object.entries(description.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path: path
        .replace('{node}', 'Master')
        .replace('{module}', 'nowhere')
        .replace('{pid}', '999')
        .replace(/\{\w+\}/g, 'x'),
    })),
  );

const denials = async (): Promise<number> =>
  (await rowsOf(server.databaseUrl, "SELECT 1 FROM audit_event WHERE kind = 'ADMIN_REFUSAL'")).length;

describe('V-100, R-09: who gets past the door of each route', () => {
  test('the permissions are those that were reviewed', () => {
    const described = Object.entries(description.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => [
        `${method.toUpperCase()} ${path}`,
        operation['x-permissions'],
      ]),
    );

    expect(Object.fromEntries(described)).toEqual(reviewedPermissions);
  });

  test('nobody, and nobody with a wrong password, a dead token or an account that is shut', async () => {
    const strangers = [
      'nobody',
      { ...nina, password: 'wrong' },
      { username: 'mallory', password: 'wrong' },
      { username: locked.username, password: nina.password },
      { username: disabled.username, password: nina.password },
      { token: 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJyb290In0.' },
      { token: 'dead' },
    ] as const;
    const [first] = routes();
    for (const who of strangers) {
      const { status, headers } = await server.as(who).call(first?.method ?? '', first?.path ?? '');
      expect({ who, status }).toEqual({ who, status: 401 });
      expect(headers.get('www-authenticate')).toMatch(/Basic realm=.*Bearer realm=/);
    }
    for (const { method, path } of routes()) expect((await server.as('nobody').call(method, path)).status).toBe(401);
  });

  test('ruling 10: a token of a client gets in with both permissions, and never with one', async () => {
    const before = await denials();
    const opened: string[] = [];
    let refused = 0;
    for (const permission of openingPermissions) {
      const both = (await clientToken(server.issuer, `with-${permission}`)).access_token;
      const one = (await clientToken(server.issuer, `only-${permission}`)).access_token;
      for (const { name, method, path } of routes()) {
        const isOpen = reviewedPermissions[name]?.includes(permission) === true && !routesForSuperusers.includes(name);
        const { status } = await server.as({ token: both }).call(method, path);
        expect({ name, permission, isRefused: status === 403 }).toEqual({ name, permission, isRefused: !isOpen });
        expect((await server.as({ token: one }).call(method, path)).status).toBe(403);
        if (isOpen) opened.push(name);
        refused += isOpen ? 1 : 2;
      }
    }

    expect(new Set([...opened, ...routesForSuperusers])).toEqual(new Set(Object.keys(reviewedPermissions)));
    expect((await denials()) - before).toBe(refused);
  });

  test('V-100: what is for superusers alone opens to a token that has all of one, and not to a narrowed one', async () => {
    const reserved = routes().filter(({ name }) => routesForSuperusers.includes(name));
    const statuses = async (clientId: string, scope?: string) => {
      const { access_token: token } = await clientToken(server.issuer, clientId, SECRET, scope ? { scope } : {});
      return Promise.all(
        reserved.map(async ({ method, path }) => (await server.as({ token }).call(method, path)).status),
      );
    };

    expect(await statuses('whole-tool')).toEqual(routesForSuperusers.map(() => 404));
    expect(await statuses('whole-tool', 'system/*.cruds')).toEqual(routesForSuperusers.map(() => 403));
  });

  test('the gate alone opens nothing, nor does everything in the FHIR endpoint', async () => {
    const token = (await clientToken(server.issuer, 'gate-only')).access_token;
    for (const { method, path } of routes())
      for (const who of [{ token }, ordinary]) expect((await server.as(who).call(method, path)).status).toBe(403);
  });

  test('ruling 38: a person’s token does what the person may, and an app that nobody answers for gives no such token', async () => {
    const wish = { credentials: nina, scope: 'openid' };
    const { access_token: token } = await tokensFor(server.issuer, wish);

    expect((await server.as({ token }).get('/openid-connect-servers')).status).toBe(200);
    expect((await server.as({ token }).get('/keystores')).status).toBe(403);
    expect((await server.as(nina).get('/openid-connect-servers')).status).toBe(200);
  });

  test.each(['aud', 'resource'])(
    'V-47, A-15: a person’s token with a FHIR base as %s opens nothing, whoever sees it there',
    async (name) => {
      const wish = { credentials: root, scope: 'openid', parameters: { [name]: 'https://fhir.example/r4' } };
      const { access_token: token } = await tokensFor(server.issuer, wish);

      const { status, headers, text } = await server.as({ token }).get('/keystores');

      expect(status).toBe(401);
      expect(headers.get('www-authenticate')).toContain('error="invalid_token"');
      expect(text).toContain(`resource=${server.issuer}, or without aud and resource`);
    },
  );

  test('V-47, STD RFC9728-1: a client’s token opens nothing at a FHIR base, and everything where it names this server', async () => {
    const statusFor = async (resource: string) => {
      const { access_token: token } = await clientToken(server.issuer, 'whole-tool', SECRET, { resource });
      return (await server.as({ token }).get('/keystores')).status;
    };

    expect(await statusFor('https://fhir.example/r4')).toBe(401);
    expect(await statusFor(`${server.issuer}/fhir`)).toBe(401);
    expect(await statusFor(server.issuer)).toBe(200);
  });

  test('ruling 10, V-100: a superuser’s token makes superusers where no scope took anything away', async () => {
    const made = async (clientId: string, scope?: string) => {
      const fields = scope === undefined ? {} : { scope };
      const { access_token: token } = await clientToken(server.issuer, clientId, SECRET, fields);
      const user = {
        username: `made by ${clientId}`,
        password: 'a long password of theirs',
        authorities: root.authorities,
      };
      return (await server.as({ token }).post('/user-management/Master/local_security', user)).status;
    };

    expect(await made('narrowed-tool')).toBe(403);
    expect(await made('whole-tool', 'system/*.cruds')).toBe(403);
    expect(await made('whole-tool')).toBe(201);
  });

  test('B-38: a token that is bound to a key is refused, with the reason', async () => {
    const wish = { headers: basic('bound', SECRET) };
    const tokenUrl = `${server.issuer}/oauth/token`;
    const { body } = await postWithProof(tokenUrl, { grant_type: 'client_credentials' }, new DpopKey(), wish);
    const { status, text } = await server.as({ token: String(body['access_token']) }).get('/openid-connect-servers');

    expect(status).toBe(401);
    expect(text).toContain('bound to a key');
  });

  test('V-54: tries count towards the lock, and the right password is of no use then', async () => {
    for (let count = 0; count < 6; count++) await server.as({ ...guessed, password: 'wrong' }).get('/keystores');

    expect((await server.as(guessed).get('/keystores')).status).toBe(401);
  });
});

describe('V-101: every way to write the path of a route', () => {
  const call = async (method: string, target: string): Promise<number> => {
    const lines = [`${method} ${target} HTTP/1.1`, 'Host: 127.0.0.1', 'Content-Length: 0', 'Connection: close', '', ''];
    return (await sendRaw(server.adminPort, lines.join('\r\n'))).status;
  };

  test.each(waysToWrite)('$name: nothing, or the verdict of the guard', async ({ of }) => {
    for (const { method, path } of routes()) expect([400, 401, 404, 405]).toContain(await call(method, of(path)));
  });

  test.each(['%ff', '%', '%c0%ae'])('V-65: %s in an address is told in words of the API', async (text) => {
    const path = `/openid-connect-clients/Master/smart_auth/${text}`;
    const lines = [`GET ${path} HTTP/1.1`, 'Host: x', 'Connection: close', '', ''];
    const answer = await sendRaw(server.adminPort, lines.join('\r\n'));

    expect(answer.status).toBe(404);
    expect(JSON.stringify(answer)).toContain('There is nothing at this address.');
    expect(JSON.stringify(answer)).not.toContain('/admin');
  });

  test.each(['HEAD', 'OPTIONS', 'TRACE', 'PATCH', 'PROPFIND'])('V-65: %s is answered nowhere', async (method) => {
    for (const { path } of routes()) expect([400, 404, 405, 501]).toContain(await call(method, path));
  });

  test.each(['x-http-method-override', 'x-http-method', 'x-method-override'])(
    'V-65: %s has no effect',
    async (name) => {
      const [api, path, keystore] = [server.as(), `/keystores/${name}`, { keystoreId: name }];
      const header = { [name]: 'DELETE' };
      await api.post('/keystores', keystore);

      expect((await api.get(path, header)).status).toBe(200);
      expect((await api.put(path, keystore, header)).status).toBe(200);
      expect((await api.post(path, {}, header)).status).toBe(405);
      expect((await api.get(path)).status).toBe(200);
    },
  );

  test('V-65: _method has no effect: in the address it is refused, in a body it is a field that nobody reads', async () => {
    const [api, path] = [server.as(), '/keystores/by-method'];
    await api.post('/keystores', { keystoreId: 'by-method' });
    const changed = await api.put(path, { keystoreId: 'by-method', _method: 'DELETE' });
    const form = { 'content-type': 'application/x-www-form-urlencoded' };

    expect((await api.put(`${path}?_method=DELETE`, { keystoreId: 'by-method' })).status).toBe(400);
    expect((await api.post(path, '_method=DELETE', form)).status).toBe(405);
    expect([changed.status, changed.headers.get('warning')]).toEqual([200, expect.stringContaining('_method')]);
    expect((await api.get(path)).status).toBe(200);
  });

  test('routes of the SMART listener are not here, nor ours there', async () => {
    for (const path of ['/oauth/token', '/jwk', '/smart/jwk', '/../smart/jwk', '/admin/keystores'])
      expect([401, 404]).toContain(await call('GET', path));
    expect((await fetch(`${server.issuer}/keystores`)).status).toBe(404);
    expect((await fetch(`${server.issuer}/admin/keystores`)).status).toBe(404);
  });
});

test('V-69: no origin is told that it may read answers', async () => {
  for (const origin of ['https://evil.test', 'null', REDIRECT_URI, server.issuer]) {
    const { headers } = await fetch(`${server.adminUrl}/openapi.json`, { headers: { origin } });
    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  }
});

test('A-26: no page of another origin may take answers in, whoever asks and whatever comes of it', async () => {
  const policyOf = ({ headers }: { readonly headers: Headers }) => headers.get('cross-origin-resource-policy');
  const answers = [server.as(root).get('/keystores'), server.as('nobody').get('/keystores')];
  const pages = ['/openapi.json', '/swagger-ui.html', '/nowhere'].map((path) => fetch(server.adminUrl + path));

  expect((await Promise.all([...answers, ...pages])).map(policyOf)).toEqual(Array(5).fill('same-origin'));
});
