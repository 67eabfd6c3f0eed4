import { startAdminServer, type AdminServer } from '../support/admin-server.js';

const CLIENTS = '/openid-connect-clients/Master/smart_auth';
const USERS = '/user-management/Master/local_security';
const OWN_DEFINITIONS = ['node.propertysource=PROPERTIES'];

let one: AdminServer;
let other: AdminServer;
beforeAll(async () => {
  one = await startAdminServer({ clients: [], users: [], properties: OWN_DEFINITIONS });
  const { databaseUrl, encryptionKey } = one;
  other = await startAdminServer({ clients: [], users: [], properties: OWN_DEFINITIONS, databaseUrl, encryptionKey });
});
afterAll(async () => {
  await other.stop();
  await one.stop();
});

const createClient = (server: AdminServer, clientId: string) =>
  server.as().post(CLIENTS, {
    ...{ clientId, clientName: 'App', enabled: true, scopes: ['openid'] },
    ...{ allowedGrantTypes: ['AUTHORIZATION_CODE'], registeredRedirectUris: ['https://app.example/cb'] },
  });
const createUser = (server: AdminServer, username: string) =>
  server.as().post<{ pid: number }>(USERS, { username, password: 'a long enough password' });
const rounds = [1, 2, 3, 4, 5];

describe('STD RFC9700-7, ruling 49: of a client and a user of one name that come at the same moment one is refused', () => {
  test.each(['one process', 'two processes'])('in %s', async (where) => {
    const beside = where === 'one process' ? one : other;

    for (const round of rounds) {
      const name = `twin-${beside.port}-${round}`;
      const answers = await Promise.all([createClient(one, name), createUser(beside, name)]);

      expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
    }
  });

  test('when the user gets the name by a change', async () => {
    for (const round of rounds) {
      const name = `renamed-${round}`;
      const { body: user } = await createUser(other, `before-${name}`);
      const change = { ...user, username: name };
      const answers = await Promise.all([
        createClient(one, name),
        other.as().put(`${USERS}/${user.pid}`, { ...change, password: 'another long password' }),
      ]);

      expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
    }
  });
});
