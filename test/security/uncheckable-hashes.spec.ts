import { startAdminServer, type AdminServer } from '../support/admin-server.js';
import { basic, postForm } from '../support/app.js';
import { gatehouse } from '../support/gatehouse-command.js';
import { changeElsewhere, rowsOf } from '../support/rows.js';

type Json = Readonly<Record<string, unknown>>;

const USERS = '/user-management/Master/local_security';
const CLIENTS = '/openid-connect-clients/Master/smart_auth';
const cost = '$argon2id$v=19$m=8192,t=2,p=1';
const key = 'A'.repeat(43);
const hashes = [
  { name: 'a number with a zero in front', hash: `$argon2id$v=19$m=8192,t=02,p=1$${'A'.repeat(22)}$${key}` },
  { name: 'a salt of a length that does not occur', hash: `${cost}$${'A'.repeat(13)}$${key}` },
  { name: 'a key with bits to spare that are set', hash: `${cost}$${'A'.repeat(22)}$${'a'.repeat(43)}` },
  { name: 'bcrypt with bits to spare that are set', hash: `$2b$10$${'/'.repeat(53)}` },
];
const damaged = [
  `$2a$10$${'A'.repeat(52)}`,
  `$2b$10$${'A'.repeat(54)}`,
  '$argon2id$x',
  '$pbkdf2-sha512$25000$of another server',
  'SHA256$abcdefgh',
];
/** Of kinds that other servers store; all shapes are beside the code. */
const foreign = [
  `$6$rounds=5000$saltstring$${'A'.repeat(86)}`,
  `pbkdf2:sha256:600000$Xq0saltsalt$${'0f'.repeat(32)}`,
  `{SSHA}${'A'.repeat(32)}`,
];
/** As an earlier version stored it. */
const stored = `$argon2id$v=19$m=8192,t=02,p=1$${'A'.repeat(22)}$${key}`;
const client = (clientId: string, clientSecrets: readonly Json[]) => ({
  ...{ clientId, enabled: true, allowedGrantTypes: ['CLIENT_CREDENTIALS'], scopes: ['system/*.rs'] },
  ...{ secretRequired: true, clientSecrets },
});
const first = 'the first password of all';
const second = 'the second password of all';

let server: AdminServer;
beforeAll(async () => {
  server = await startAdminServer();
});
afterAll(() => server.stop());

/** A user and a client whose hashes nobody can check. */
async function broken(name: string): Promise<Json> {
  const { body } = await server.as().post<Json>(USERS, { username: name, password: first });
  await server.as().post(CLIENTS, client(`${name}-app`, [{ secret: first }]));
  await rowsOf(server.databaseUrl, 'update user_account set password_hash = $1 where pid = $2', [stored, body['pid']]);
  await changeElsewhere(server.databaseUrl, {
    topic: 'clients:smart_auth',
    text: `update oauth2_client_secret s set hash = $1 from oauth2_client c where c.pid = s.client_pid and c.client_id = $2`,
    values: [stored, `${name}-app`],
  });
  return body;
}

const signIn = async (username: string, password: string) =>
  (await server.as({ username, password }).get(USERS)).status;
const token = async (clientId: string, secret: string) =>
  (await postForm(`${server.issuer}/oauth/token`, { grant_type: 'client_credentials' }, basic(clientId, secret)))
    .status;

describe('ruling 64: a hash that nobody can check', () => {
  test.each(hashes)('is not taken over: $name', async ({ hash }) => {
    const user = await server.as().post<Json>(USERS, { username: 'nobody', passwordHash: hash });
    const app = await server.as().post<Json>(CLIENTS, client('nobodys', [{ secretHash: hash }]));

    expect([user.status, app.status]).toEqual([400, 400]);
    expect([user.text, app.text]).toEqual([
      expect.stringContaining('is a hash that'),
      expect.stringContaining('secretHash'),
    ]);
  });

  test.each(damaged)('is never a password or secret itself, also where it is damaged: %s', async (text) => {
    const user = await server.as().post<Json>(USERS, { username: 'damaged', password: text });
    const app = await server.as().post<Json>(CLIENTS, client('damaged-app', [{ secret: text }]));
    const imported = await gatehouse(['import', '-', '--json'], {
      environment: server.environment,
      input: JSON.stringify({
        users: [{ nodeId: 'Master', moduleId: 'local_security', username: 'damaged', password: text }],
        clients: [{ moduleId: 'smart_auth', ...client('damaged-app', [{ secret: text }]) }],
      }),
    });

    expect([user.status, app.status, imported.code]).toEqual([400, 400, 1]);
    expect([user.text, app.text]).toEqual([
      expect.stringContaining('is a hash that nobody here can check'),
      expect.stringContaining('is no hash this server can check'),
    ]);
    expect(imported.out + imported.err).toMatch(/is a hash that[^]*is no hash this|is no hash this[^]*is a hash that/);
    expect([await signIn('damaged', text), await token('damaged-app', text)]).toEqual([401, 401]);
  });

  test.each(foreign)('of another kind is no password or secret either, which is told: %s', async (text) => {
    const user = await server.as().post<Json>(USERS, { username: 'foreign', password: text });
    const app = await server.as().post<Json>(CLIENTS, client('foreign-app', [{ secret: text }]));
    const imported = await gatehouse(['import', '-', '--json'], {
      environment: server.environment,
      input: JSON.stringify({
        users: [{ nodeId: 'Master', moduleId: 'local_security', username: 'foreign', password: text }],
        clients: [{ moduleId: 'smart_auth', ...client('foreign-app', [{ secret: text }]) }],
      }),
    });
    const words = 'looks like a stored hash of a kind that cannot be checked here';

    expect([user.status, app.status, imported.code]).toEqual([400, 400, 1]);
    expect([user.text, app.text]).toEqual([expect.stringContaining(words), expect.stringContaining(words)]);
    expect((imported.out + imported.err).split(words).length).toBeGreaterThan(2);
    expect([await signIn('foreign', text), await token('foreign-app', text)]).toEqual([401, 401]);
  });

  test('and is stored all the same is the wrong one, and is replaced by a change', async () => {
    const user = await broken('mended');
    const app = await server.as().get<Json>(`${CLIENTS}/mended-app`);

    expect([await signIn('mended', first), await token('mended-app', first)]).toEqual([401, 401]);

    const changed = [
      await server.as().put(`${USERS}/${String(user['pid'])}`, { ...user, password: second }),
      await server.as().put(`${CLIENTS}/mended-app`, { ...app.body, clientSecrets: [{ secret: second }] }),
    ];
    expect(changed.map(({ status }) => status)).toEqual([200, 200]);
    // Who has no permission is told so, once the password is right.
    expect([await signIn('mended', second), await token('mended-app', second)]).toEqual([403, 200]);
  });

  test('and is stored all the same lets no app change its secret, until it has another one', async () => {
    await broken('changing');
    const { body } = await server.as().get<Json>(`${CLIENTS}/changing-app`);
    const allowed = await server.as().put(`${CLIENTS}/changing-app`, { ...body, secretClientCanChange: true });
    const change = (secret: string) =>
      postForm(
        `${server.issuer}/oauth/change-secret`,
        { new_client_secret: second },
        basic('changing-app', secret),
      ).then(({ status }) => status);

    const guesses = [await change(first), await change(stored), await token('changing-app', second)];
    const generated = await server.as().post<{ clientSecrets?: Json[] }>(`${CLIENTS}/changing-app/generate-secret`);
    const texts = (generated.body.clientSecrets ?? []).map(({ secret }) => String(secret));
    const newest = texts.find((text) => text.startsWith('ghs_'));
    const changed = [await change(newest ?? ''), await token('changing-app', second)];

    expect(guesses).toEqual([401, 401, 401]);
    expect([allowed.status, generated.status]).toEqual([200, 200]);
    expect(changed).toEqual([200, 200]);
    expect([await token('changing-app', first), await token('changing-app', newest ?? '')]).toEqual([401, 401]);
  });

  test('and is stored all the same is replaced by an import, as if there were none', async () => {
    await broken('imported');
    const users = [{ nodeId: 'Master', moduleId: 'local_security', username: 'imported', password: second }];
    const clients = [{ moduleId: 'smart_auth', ...client('imported-app', [{ secret: second }]) }];

    const imported = await gatehouse(['import', '-'], {
      environment: server.environment,
      input: JSON.stringify({ users, clients }),
    });

    expect(imported).toMatchObject({ code: 0 });
    expect([await signIn('imported', second), await token('imported-app', second)]).toEqual([403, 200]);
  });
});
