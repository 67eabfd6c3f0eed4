import { administrator, startAdminServer, type AdminServer } from '../support/admin-server.js';
import { basic, postForm } from '../support/app.js';
import { gatehouse } from '../support/gatehouse-command.js';

type Json = Readonly<Record<string, unknown>>;

const desk = administrator('desk', [
  ...['VIEW_USERS', 'CREATE_USER', 'UPDATE_USER', 'VIEW_MODULE_CONFIG'],
  ...['OPENID_CONNECT_ADD_CLIENT', 'OPENID_CONNECT_VIEW_CLIENT_LIST', 'OPENID_CONNECT_ADD_SERVER'],
]);

const keeper = administrator('keeper', [
  ...['VIEW_USERS', 'UPDATE_USER', 'OPENID_CONNECT_EDIT_CLIENT', 'OPENID_CONNECT_EDIT_SERVER'],
]);

let server: AdminServer;
beforeAll(async () => {
  server = await startAdminServer({ users: [desk, keeper] });
});
afterAll(() => server.stop());

const USERS = '/user-management/Master/local_security';
const CLIENTS = '/openid-connect-clients/Master/smart_auth';
const SERVERS = '/openid-connect-servers/Master/smart_auth';
const client = (clientId: string, secret: string) => ({
  ...{ clientId, enabled: true, allowedGrantTypes: ['CLIENT_CREDENTIALS'], scopes: ['system/*.rs'] },
  ...{ secretRequired: true, clientSecrets: [{ secret }] },
});

describe('V-102: variables of the server', () => {
  test.each([
    { name: 'a password', path: USERS, body: { username: 'envy', password: "#{env['PATH']}" } },
    { name: 'a client secret', path: CLIENTS, body: client('envy', "#{env['PATH']}") },
    {
      name: 'the secret for another server',
      path: SERVERS,
      body: { issuer: 'https://envy.example.org', tokenIntrospectionClientSecret: "#{env['PATH']}" },
    },
  ])('are not named in place of $name by who is no superuser', async ({ path, body }) => {
    const refused = await server.as(desk).post<{ messages: Json[] }>(path, body);

    expect(refused.status).toBe(403);
    expect(JSON.stringify(refused.body)).toContain('names a variable');
    expect(JSON.stringify(refused.body)).not.toContain(process.env['PATH']);
  });

  test.each([
    { path: USERS, body: { username: 'borrower', password: "#{env['GATEHOUSE_USER__LOCAL_SECURITY__ADMIN']}" } },
    { path: CLIENTS, body: client('borrower', "#{env['GATEHOUSE_CLIENT__SMART_AUTH__OTHER__1']}") },
    { path: CLIENTS, body: client('borrower', "#{env['GATEHOUSE_CLIENT__SMART_AUTH__BORROWER__2']}") },
    {
      path: SERVERS,
      body: {
        issuer: 'https://borrower.example.org',
        tokenIntrospectionClientSecret: "#{env['GATEHOUSE_CLIENT__SMART_AUTH__BORROWER__1']}",
      },
    },
  ])('are not borrowed from another secret: $body', async ({ path, body }) => {
    const refused = await server.as(desk).post<{ messages: Json[] }>(path, body);

    expect(refused.status).toBe(403);
    expect(JSON.stringify(refused.body)).toContain('names a variable');
  });

  test.each([
    { path: USERS, body: { username: 'later', password: "#{env['GATEHOUSE_USER__LOCAL_SECURITY__LATER']}" } },
    { path: CLIENTS, body: client('latest', "#{env['GATEHOUSE_CLIENT__SMART_AUTH__LATEST__1']}") },
  ])('are named as exports name them, and then wait for an import: $body', async ({ path, body }) => {
    expect((await server.as(desk).post(path, body)).status).toBe(201);
  });

  describe.each(["a#{env['NEW']}-with-literal", `#{ systemProperties [ "a.b" ] }fix`, "#{env['A']}#{env['B']}"])(
    'within a longer text, %s,',
    (text) => {
      const name = 'embedded';
      test.each([
        { place: 'password', path: USERS, body: { username: name, password: text } },
        { place: 'client secret', path: CLIENTS, body: client(name, text) },
        {
          place: 'secret for another server',
          path: SERVERS,
          body: { issuer: 'https://embedded.example.org', tokenIntrospectionClientSecret: text },
        },
      ])('are refused in a new $place, to superusers with words', async ({ path, body }) => {
        const answers = [await server.as(desk).post(path, body), await server.as().post(path, body)];

        expect(answers.map(({ status }) => status)).toEqual([403, 400]);
        for (const answer of answers) expect(answer.text).toContain('holds a variable, and only files are read with');
      });
    },
  );

  test('may be part of a secret that a document gives, written so that none is meant', async () => {
    const meant = "a#{env['NEW']}-meant as it is";
    const written = meant.replace('#{', () => "#{'#{'}");
    const clients = [{ moduleId: 'smart_auth', ...client('literal', written) }];
    const users = [{ nodeId: 'Master', moduleId: 'local_security', username: 'meant', password: written }];
    const servers = [
      {
        ...{ nodeId: 'Master', moduleId: 'smart_auth', issuer: 'https://literal.example.org' },
        tokenIntrospectionClientId: 'me',
        tokenIntrospectionClientSecret: written,
      },
    ];

    const imported = await gatehouse(['import', '-'], {
      environment: server.environment,
      input: JSON.stringify({ servers, clients, users }),
    });
    const asked = await server.as({ username: 'meant', password: meant }).get(USERS);

    const granted = await postForm(
      `${server.issuer}/oauth/token`,
      { grant_type: 'client_credentials' },
      basic('literal', meant),
    );

    expect(imported).toMatchObject({ code: 0 });
    expect([asked.status, granted.status]).toEqual([403, 200]);
  });

  describe('in place of a secret that is there', () => {
    const issuer = 'https://kept.example.org';
    let places: Json[] = [];
    beforeAll(async () => {
      const root = server.as();
      const user = await root.post<Json>(USERS, { username: 'guarded', password: 'the first password of all' });
      const app = await root.post<Json>(CLIENTS, client('kept', 'the first secret of all'));
      const other = { issuer, tokenIntrospectionClientId: 'me', tokenIntrospectionClientSecret: 'the first secret' };
      const made = await root.post<Json>(SERVERS, other);
      const secret = (text: string) => ({ ...app.body, clientSecrets: [{ secret: text }] });
      places = [
        { path: `${USERS}/${String(user.body['pid'])}`, of: (password: string) => ({ ...user.body, password }) },
        { path: `${CLIENTS}/kept`, of: secret },
        {
          path: `${SERVERS}/${String(made.body['pid'])}`,
          of: (text: string) => ({ ...made.body, tokenIntrospectionClientSecret: text }),
        },
      ];
    });

    test.each([0, 1, 2])('are refused, to superusers with words (place %i)', async (index) => {
      const { path, of } = places[index] as { path: string; of: (text: string) => Json };
      const body = of("#{env['PATH']}");

      const answers = [await server.as(keeper).put(path, body), await server.as().put(path, body)];

      expect(answers.map(({ status }) => status)).toEqual([403, 400]);
      expect(answers.map(({ text }) => text)).toEqual([
        expect.stringContaining('names a variable that is not the one that exports name'),
        expect.stringContaining('names a variable where there is a secret already'),
      ]);
    });

    test.each([0, 1, 2])('are refused within a longer text, to superusers with words (place %i)', async (index) => {
      const { path, of } = places[index] as { path: string; of: (text: string) => Json };
      const body = of("pre#{env['PATH']}fix");

      const answers = [await server.as(keeper).put(path, body), await server.as().put(path, body)];

      expect(answers.map(({ status }) => status)).toEqual([403, 400]);
      for (const answer of answers) expect(answer.text).toContain('holds a variable, and only files are read with');
    });

    test.each([
      { index: 0, variable: 'GATEHOUSE_USER__LOCAL_SECURITY__GUARDED' },
      { index: 1, variable: 'GATEHOUSE_CLIENT__SMART_AUTH__KEPT__1' },
    ])('leave it as it is where they are those of its export: $variable', async ({ index, variable }) => {
      const { path, of } = places[index] as { path: string; of: (text: string) => Json };
      const before = await server.as().get(path);

      const kept = await server.as(keeper).put(path, of(`#{env['${variable}']}`));

      expect([kept.status, kept.headers.get('etag')]).toEqual([200, before.headers.get('etag')]);
    });
  });

  test('are no part of what people wrote: an export and import leaves it as text', async () => {
    const text = "#{env['R1_SECRET']} and #{'#{'}";
    const created = await server.as(desk).post<Json>(USERS, { username: 'sly', notes: text });
    const environment = { ...server.environment, R1_SECRET: 'the-secret-of-the-server' };

    const exported = await gatehouse(['export', '--only', 'users'], { environment });
    const imported = await gatehouse(['import', '-'], { environment, input: exported.out });
    const { body } = await server.as(desk).get<Json>(`${USERS}/${String(created.body['pid'])}`);

    expect({ code: imported.code, created: created.body, body }).toMatchObject({ code: 0, body: { notes: text } });
  });
});

test('V-50, V-102: private keys under a misspelt key, or any, are shown nowhere', async () => {
  const before = await server.as().get<{ options: Json[] }>('/module-config/Master/smart_auth');
  const key = { kty: 'OKP', crv: 'Ed25519', x: 'canary', d: 'canary' };
  const options = [
    ...before.body.options,
    { key: 'openid.signing.jwks_txt', value: 'canary' },
    { key: 'some.note', value: JSON.stringify({ keys: [key] }) },
  ];

  const set = await server.as().put('/module-config/Master/smart_auth/set', { options });
  const shown = await Promise.all(
    ['/module-config/Master/smart_auth', '/module-config/Master/smart_auth/effective', '/module-config/properties'].map(
      async (path) => (await server.as(desk).get(path)).text,
    ),
  );
  const exported = await gatehouse(['export', '--only', 'modules'], { environment: server.environment });

  expect(set.status).toBe(200);
  expect(shown.map((text) => text.includes('jwks_txt'))).toEqual([true, true, true]);
  expect([...shown, exported.out].join('')).not.toContain('canary');
});
