import { withConnection } from '../../libs/database/src/connection.js';
import { newSigningJwk } from '../support/admin-keys.js';
import { root, startAdminServer, type AdminServer } from '../support/admin-server.js';
import { descriptionOf } from '../support/described-answers.js';
import { MemoryLog } from '../support/memory-log.js';
import { Logger } from '../support/product.js';

const canary = (name: string): string => `canary-${name}-Qy73`;
const log = new MemoryLog();
const secrets = [
  'client',
  'client-changed',
  'short',
  'server',
  'server-changed',
  'user',
  'user-changed',
  'wrong',
  'token',
].map(canary);

let server: AdminServer;
/** Everything that was answered. */
const answers: string[] = [];

beforeAll(async () => {
  server = await startAdminServer();
  Logger.overrideLogger(log);
});
afterAll(async () => {
  Logger.overrideLogger(false);
  await server.stop();
});

type Json = Readonly<Record<string, unknown>>;
const keep = async (
  call: Promise<{ readonly text: string; readonly headers: Headers; readonly body: Json; readonly status: number }>,
) => {
  const answer = await call;
  answers.push(answer.text, ...[...answer.headers].map(([name, value]) => `${name}: ${value}`));
  return answer;
};

/** Tables whose columns may hold what was sent in clear: none. Hashes and encrypted columns do not contain it. */
async function rowsWith(text: string): Promise<readonly string[]> {
  return withConnection(server.databaseUrl, async (client) => {
    const { rows } = await client.query<{ table_name: string }>(
      "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
    );
    const found: string[] = [];
    for (const { table_name: table } of rows) {
      const { rowCount } = await client.query(`SELECT 1 FROM "${table}" AS t WHERE t::text LIKE $1 LIMIT 1`, [
        `%${text}%`,
      ]);
      if (rowCount !== 0) found.push(table);
    }
    return found;
  });
}

test('V-50, V-102, O-05: what is secret is in no answer, no log line, no audit record and no column', async () => {
  const api = server.as();
  const { jwks, secrets: keyParts } = await newSigningJwk();
  const client = {
    clientId: 'canary-app',
    enabled: true,
    allowedGrantTypes: ['CLIENT_CREDENTIALS'],
    secretRequired: true,
    scopes: ['a'],
  };
  const clients = '/openid-connect-clients/Master/smart_auth';
  await keep(api.post(clients, { ...client, clientSecrets: [{ secret: canary('client') }] }));
  await keep(api.put(`${clients}/canary-app`, { ...client, clientSecrets: [{ secret: canary('client-changed') }] }));
  await keep(
    api.put(`${clients}/canary-app`, {
      ...client,
      clientSecrets: [{ secret: canary('short').slice(0, 5) }, { secret: [canary('short')] }],
    }),
  );
  const definition = { issuer: 'https://idp.example', tokenIntrospectionClientId: 'us' };
  const servers = '/openid-connect-servers/Master/smart_auth';
  const made = await keep(api.post(servers, { ...definition, tokenIntrospectionClientSecret: canary('server') }));
  await keep(
    api.put(`${servers}/${String(made.body['pid'])}`, {
      ...definition,
      tokenIntrospectionClientSecret: canary('server-changed'),
    }),
  );
  await keep(
    api.put(`${servers}/${String(made.body['pid'])}`, {
      ...definition,
      tokenIntrospectionClientSecret: { a: canary('server') },
    }),
  );
  const users = '/user-management/Master/local_security';
  const user = await keep(api.post(users, { username: 'canary', password: canary('user') }));
  await keep(api.put(`${users}/${String(user.body['pid'])}`, { username: 'canary', password: canary('user-changed') }));
  await keep(api.post(users, { username: 'canary', password: canary('user') }));
  await keep(api.post(users, { username: 'other', password: [canary('user')] }));
  await keep(api.post('/keystores', { keystoreId: 'canary-keys', jsonKeys: jwks }));
  await keep(api.post('/keystores', { keystoreId: 'canary-keys', jsonKeys: jwks }));
  await keep(api.post('/keystores', { keystoreId: 'broken keys!', jsonKeys: jwks.slice(0, -3) }));
  const jwksText = { key: 'openid.signing.jwks_text', value: jwks };
  await keep(
    api.post('/module-config/Master/canary_module/create', {
      ...{ moduleId: 'canary_module', moduleType: 'SECURITY_OUT_SMART' },
      options: [jwksText, { key: 'issuer.url', value: 'http://127.0.0.1:1/canary' }, { key: 'port', value: '1' }],
      dependencies: [{ moduleId: 'local_security', type: 'SECURITY_IN_UP' }],
    }),
  );
  await keep(api.get('/module-config/Master/canary_module'));
  await keep(api.get('/module-config/Master/canary_module/effective'));
  await keep(server.as({ ...root, password: canary('wrong') }).get('/keystores'));
  await keep(server.as({ token: canary('token') }).get('/keystores'));
  await keep(api.get(`/keystores?access_token=${canary('token')}`));
  const scripts = { scriptId: 'canary-keys', source: 'function onTokenGenerating() {}' };
  await keep(api.post('/scripts', scripts));

  const description = await descriptionOf(server.adminUrl);
  for (const [path, operations] of Object.entries(description.paths)) {
    if (!('get' in operations)) continue;
    const place = {
      node: 'Master',
      module: path.startsWith('/user') ? 'local_security' : 'smart_auth',
      clientId: 'canary-app',
      id: 'canary-keys',
      ...{ number: '1', from: '1', to: '1' },
    };
    const filled = path.replace(
      /\{(\w+)\}/g,
      (_all, name: string) => ({ ...place, pid: String(user.body['pid']) })[name] ?? 'x',
    );
    const query =
      path === '/openid-connect-servers/{node}/{module}'
        ? '?issuer_url=https://idp.example'
        : path.startsWith('/openid-connect-sessions')
          ? '?user_pid=1'
          : '';
    const isKept = !['/script-bench/recording/{id}', '/skins/{skin}'].includes(path);
    const { status } = await keep(api.get(filled + query));
    expect([path, status]).toEqual([path, isKept ? 200 : 404]);
  }

  const everything = [...answers, ...log.entries].join('\n');
  expect(log.entries.length).toBeGreaterThan(3);
  for (const secret of [...secrets, ...keyParts, root.password]) {
    expect(everything).not.toContain(secret);
    expect(await rowsWith(secret)).toEqual([]);
  }
  expect(everything).not.toMatch(/"(?:d|p|q|dp|dq|qi|k)":|-----BEGIN/);
});
