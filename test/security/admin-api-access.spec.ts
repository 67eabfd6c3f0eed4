import { clientToken, tokensFor } from '../support/endpoint-calls.js';
import { openingPermissions, reviewedPermissions } from '../support/admin-permissions.js';
import { startAdminServer, type AdminServer } from '../support/admin-server.js';
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
const locked = { ...nina, username: 'locked', accountLocked: true };
const disabled = { ...nina, username: 'disabled', accountDisabled: true };

let server: AdminServer;
let description: Description;
beforeAll(async () => {
  const bound = service('bound', ['ACCESS_ADMIN_JSON', 'OPENID_CONNECT_VIEW_SERVER_LIST'], {
    dpopBoundAccessTokens: true,
  });
  server = await startAdminServer({
    clients: [...testClients, ...withoutGate, ...withGate, bound, service('gate-only', ['ACCESS_ADMIN_JSON'])],
    users: [nina, ordinary, locked, disabled],
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
        const isOpen = reviewedPermissions[name]?.includes(permission) === true;
        const { status } = await server.as({ token: both }).call(method, path);
        expect({ name, permission, isRefused: status === 403 }).toEqual({ name, permission, isRefused: !isOpen });
        expect((await server.as({ token: one }).call(method, path)).status).toBe(403);
        if (isOpen) opened.push(name);
        refused += isOpen ? 1 : 2;
      }
    }

    expect(new Set(opened)).toEqual(new Set(Object.keys(reviewedPermissions)));
    expect((await denials()) - before).toBe(refused);
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

  test('B-38: a token that is bound to a key is refused, with the reason', async () => {
    const wish = { headers: basic('bound', SECRET) };
    const tokenUrl = `${server.issuer}/oauth/token`;
    const { body } = await postWithProof(tokenUrl, { grant_type: 'client_credentials' }, new DpopKey(), wish);
    const { status, text } = await server.as({ token: String(body['access_token']) }).get('/openid-connect-servers');

    expect(status).toBe(401);
    expect(text).toContain('bound to a key');
  });

  test('V-54: tries count towards the lock, and the right password is of no use then', async () => {
    for (let count = 0; count < 6; count++) await server.as({ ...ordinary, password: 'wrong' }).get('/keystores');

    expect((await server.as(ordinary).get('/keystores')).status).toBe(401);
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

  test.each(['HEAD', 'OPTIONS', 'TRACE', 'PATCH', 'PROPFIND'])('V-65: %s is answered nowhere', async (method) => {
    for (const { path } of routes()) expect([400, 404, 405, 501]).toContain(await call(method, path));
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
