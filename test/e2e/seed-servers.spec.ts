import { ConfigurationRefusedError } from '../support/product.js';
import { createServerDatabase, type TestDatabase } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';
import { startTestServer, type TestServerOptions } from '../support/test-server.js';

const seed = {
  servers: [
    {
      ...{ nodeId: 'Master', moduleId: 'smart_auth', name: 'Hospital IdP', issuer: "#{env['IDP']}/realms/a" },
      ...{ tokenIntrospectionClientId: 'us', tokenIntrospectionClientSecret: "#{env['IDP_SECRET']}" },
    },
    { issuer: 'http://keycloak:8080/realms/b', name: '', notes: 'of the trial' },
  ],
};
const inbound = { servers: [{ issuer: 'https://trusted.example', moduleId: 'trusting' }] };
const environment = { IDP: 'https://idp.example.org', IDP_SECRET: 'canary-secret-of-the-idp' };
const properties = [
  'module.smart_auth.config.seed_servers.file=classpath:servers.json',
  'module.trusting.type=SECURITY_IN_SMART',
  'module.trusting.config.seed_servers.file=classpath:inbound.json',
];

let database: TestDatabase;

beforeEach(async () => {
  database = await createServerDatabase();
});
afterEach(() => database.drop());

const start = (servers: object, more: TestServerOptions = {}) =>
  startTestServer({
    ...{ databaseUrl: database.url, properties, environment },
    files: { 'servers.json': JSON.stringify(servers), 'inbound.json': JSON.stringify(inbound) },
    ...more,
  });

const stored = () =>
  rowsOf<{ module_id: string; issuer_key: string; client_secret: string | null }>(
    database.url,
    'select module_id, issuer_key, client_secret from oauth2_server where archived_at is null order by module_id, issuer_key',
  );

test('definitions of a seed file keep their pids where they are free', async () => {
  const [first, second] = seed.servers;

  await (
    await start({
      servers: [
        { ...first, pid: 40 },
        { ...second, pid: 40 },
      ],
    })
  ).stop();

  const rows = await rowsOf<{ pid: string }>(
    database.url,
    'select pid from oauth2_server where module_id = $1 order by pid',
    ['smart_auth'],
  );
  expect(rows.map(({ pid }) => Number(pid))).toEqual([40, 41]);
});

test('definitions of a seed file are created once, their variables replaced and their secrets sealed', async () => {
  const expected = [
    { module_id: 'smart_auth', issuer_key: 'http://keycloak:8080/realms/b', client_secret: null },
    {
      module_id: 'smart_auth',
      issuer_key: 'https://idp.example.org/realms/a',
      client_secret: expect.stringMatching(/^gs1\./),
    },
    { module_id: 'trusting', issuer_key: 'https://trusted.example', client_secret: null },
  ];

  await (await start(seed)).stop();
  expect(await stored()).toEqual(expected);
  const records = await rowsOf(
    database.url,
    `select detail->>'actor' as actor, detail->>'change' as change from audit_event where kind = 'SERVER_CHANGE'`,
  );
  expect(records).toEqual(Array(3).fill({ actor: 'seed_servers.file', change: 'created' }));

  await rowsOf(database.url, `update oauth2_server set archived_at = now() where module_id = 'trusting'`);
  await (await start({ servers: [...seed.servers, { issuer: 'https://later.example' }] })).stop();
  expect(await stored()).toEqual(expected.slice(0, 2));
});

test.each([
  { name: 'a file without a list', servers: {}, key: /servers$/ },
  {
    name: 'another module',
    servers: { servers: [{ issuer: 'https://a.example', moduleId: 'other' }] },
    key: /servers\[0\] \(https:\/\/a\.example\)\.moduleId$/,
  },
  {
    name: 'a private key (V-50)',
    servers: { servers: [{ issuer: 'https://a.example', validationJwkText: '{"kty":"oct","k":"AAAA"}' }] },
    key: /validationJwkText$/,
  },
  {
    name: 'a file of keys that is not there',
    servers: { servers: [{ issuer: 'https://a.example', validationJwkFile: 'classpath:none.jwks' }] },
    key: /validationJwkFile$/,
  },
  { name: 'a variable without a value', servers: { servers: [{ issuer: "#{env['NOTHING']}" }] }, key: /NOTHING/ },
])('$name keeps the server from starting, and nothing is created', async ({ servers, key }) => {
  const refusal = await start(servers).then(
    (server) => server.stop(),
    (error: unknown) => error,
  );

  expect(refusal).toBeInstanceOf(ConfigurationRefusedError);
  const { problems } = refusal as { readonly problems: readonly { readonly key: string }[] };
  expect(problems.map((each) => each.key)).toContainEqual(expect.stringMatching(key));
  expect(await stored()).not.toContainEqual(expect.objectContaining({ module_id: 'smart_auth' }));
});
