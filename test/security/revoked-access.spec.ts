import { authorizeUrl, basic, obtainCode, postForm, redemption, type IssuedCode, type Tokens } from '../support/app.js';
import { CHALLENGE } from '../support/authorization.js';
import { clientToken, introspect, refresh, tokensFor, userinfo } from '../support/endpoint-calls.js';
import { startAdminServer, type AdminServer } from '../support/admin-server.js';
import { startInboundNode, testUser, type InboundNode } from '../support/inbound-node.js';
import { Person } from '../support/person.js';
import { createTestDatabase } from '../support/postgres.js';
import { changeElsewhere, rowsOf } from '../support/rows.js';
import { SECRET } from '../support/test-clients.js';
import { amelia } from '../support/test-users.js';

const USERS = 'local_security';
const CLIENTS = 'smart_auth';
/** How long an earlier decision may still count (ruling 49), in milliseconds. */
const STALE_MILLISECONDS = 1_000;

/** What somebody holds when access is taken away. */
interface Holdings {
  readonly person: Person;
  readonly username: string;
  readonly tokens: Tokens;
  readonly code: IssuedCode;
}

/** Ways to go on with what one holds; each tells whether it still worked. */
const uses = [
  'access token',
  'introspection',
  'refresh token',
  'pending code',
  'browser session',
  'connected apps',
  'account page',
  'password at the admin API',
] as const;
type Use = (typeof uses)[number];
/** Those that are not used up. */
const lasting = uses.filter((use) => use !== 'refresh token' && use !== 'pending code');

describe('V-28, R-11: access that was taken away is gone within a second on every node', () => {
  let server: AdminServer;
  let admin: InboundNode;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const database = await createTestDatabase();
    const users = ['wrong-password', ...changes.map(({ name }) => name)].map((_, place) => userAt(place));
    server = await startAdminServer({ databaseUrl: database.url, users });
    admin = await startInboundNode(database.url, { modules: { [USERS]: {} } });
    close = async () => {
      await admin.close();
      await server.stop();
      await database.drop();
    };
  });
  afterAll(() => close());

  const authorities = ['ROLE_FHIR_CLIENT', 'ACCESS_ADMIN_JSON', 'VIEW_USERS'].map((permission) => ({ permission }));
  const userAt = (place: number) => ({ ...amelia, username: `user${String(place)}`, authorities });
  const pidOf = async (username: string): Promise<number> => {
    const [row] = await rowsOf<{ pid: string }>(
      server.databaseUrl,
      'select pid from user_account where username_key = $1',
      [username],
    );
    return Number(row?.pid);
  };

  /** What administrators do, at another node. */
  const changes: readonly { name: string; make: (pid: number) => Promise<void> }[] = [
    { name: 'disabled', make: (pid) => admin.commands.disable(USERS, pid) },
    { name: 'locked', make: (pid) => admin.commands.lock(USERS, pid) },
    {
      name: 'given another password',
      make: (pid) => admin.commands.setPassword(USERS, pid, 'quite another password'),
    },
    { name: 'deleted', make: (pid) => admin.commands.remove(USERS, pid) },
    {
      name: 'deleted and followed by another of the name',
      make: async (pid) => {
        const user = await admin.directory.find(USERS, pid);
        await admin.commands.remove(USERS, pid);
        await admin.commands.create(USERS, testUser(user!.username, { password: amelia.password }));
      },
    },
  ];

  async function holdings(username: string): Promise<Holdings> {
    const person = new Person();
    const credentials = { username, password: amelia.password };
    const tokens = await tokensFor(server.issuer, { person, credentials });
    const code = await obtainCode(server.issuer, {}, person, credentials);
    return { person, username, tokens, code };
  }

  async function works(use: Use, { person, username, tokens, code }: Holdings): Promise<boolean> {
    switch (use) {
      case 'access token':
        return (await userinfo(server.issuer, tokens.access_token)).status === 200;
      case 'introspection':
        return (await introspect(server.issuer, tokens.access_token)).body.active === true;
      case 'refresh token':
        return (await refresh(server.issuer, tokens.refresh_token)).status === 200;
      case 'pending code':
        return (await postForm(`${server.issuer}/oauth/token`, redemption(code))).status === 200;
      case 'browser session': {
        const page = await person.request(
          authorizeUrl(server.issuer, { code_challenge: CHALLENGE, prompt: 'none', scope: 'openid patient/*.rs' }),
        );
        return !(page.headers.get('location') ?? '').includes('login_required');
      }
      case 'connected apps':
        return (await person.request(`${server.issuer}/session/management`)).status === 200;
      case 'account page':
        return (await person.request(`${server.issuer}/account`)).status === 200;
      case 'password at the admin API': {
        const caller = server.as({ username, password: amelia.password });
        return (await caller.get(`/user-management/Master/${USERS}`)).status === 200;
      }
    }
  }

  /** Asks until the access token is refused; an error where it still works after a second. */
  async function refusal(held: Holdings, since: number): Promise<void> {
    while (await works('access token', held))
      if (Date.now() - since > STALE_MILLISECONDS) throw new Error('The access token still works after a second');
  }

  test.each(changes.map((change, place) => ({ ...change, place: place + 1 })))(
    'a person who was $name',
    async ({ make, place }) => {
      const held = await holdings(userAt(place).username);
      const before = [];
      for (const use of lasting) before.push(await works(use, held));

      await make(await pidOf(userAt(place).username));
      await refusal(held, Date.now());
      const still: Use[] = [];
      for (const use of uses) if (await works(use, held)) still.push(use);

      expect(before).toEqual(lasting.map(() => true));
      expect(still).toEqual([]);
    },
  );

  test('enabling the account again brings no browser session back', async () => {
    const held = await holdings(userAt(0).username);
    const pid = await pidOf(userAt(0).username);

    await admin.commands.disable(USERS, pid);
    await admin.commands.enable(USERS, pid);

    expect(await works('browser session', held)).toBe(false);
  });

  describe('a client that was disabled', () => {
    let held: Holdings;
    let own: Tokens;
    const enable = (isEnabled: boolean): Promise<void> =>
      changeElsewhere(server.databaseUrl, {
        topic: `clients:${CLIENTS}`,
        text: 'update oauth2_client set enabled = $3 where module_id = $1 and client_id = any($2)',
        values: [CLIENTS, ['public-app', 'backend'], isEnabled],
      });
    beforeAll(async () => {
      held = await holdings(userAt(0).username);
      own = await clientToken(server.issuer);
      await enable(false);
      await refusal(held, Date.now());
    });
    afterAll(async () => {
      await enable(true);
      for (const since = Date.now(); (await clientAnswer()).status !== 200;)
        if (Date.now() - since > STALE_MILLISECONDS) throw new Error('The client is still disabled after a second');
    });
    const clientAnswer = (): Promise<Response> =>
      postForm(`${server.issuer}/oauth/token`, { grant_type: 'client_credentials' }, basic('backend', SECRET));

    test.each(['access token', 'introspection', 'refresh token', 'pending code'] as const)(
      'its %s is refused',
      async (use) => {
        expect(await works(use, held)).toBe(false);
      },
    );

    test('gets no token for itself, and its own token is good no more', async () => {
      expect((await clientAnswer()).status).toBe(401);
      expect((await introspect(server.issuer, own.access_token)).body).toEqual({ active: false });
    });

    test('opens no authorization request', async () => {
      const page = await held.person.request(authorizeUrl(server.issuer, { code_challenge: CHALLENGE }));

      expect([page.status, page.headers.get('location')]).toEqual([400, null]);
    });

    test('takes nothing from the other clients', async () => {
      const wish = { clientId: 'other-public-app', credentials: { username: 'user0', password: amelia.password } };

      expect((await tokensFor(server.issuer, wish)).token_type).toBe('Bearer');
    });
  });
});
