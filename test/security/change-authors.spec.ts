import { administrator, root, startAdminServer, type AdminServer } from '../support/admin-server.js';
import { clientToken, tokensFor } from '../support/endpoint-calls.js';
import { gatehouse } from '../support/gatehouse-command.js';
import { SECRET, testClients } from '../support/test-clients.js';

interface Row {
  readonly author: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

const desk = ['CREATE_USER', 'OPENID_CONNECT_ADD_CLIENT', 'OPENID_CONNECT_EDIT_CLIENT'];
/** A name that the rows of the command line have as well. */
const impostor = administrator('gatehouse command (root)', desk);
const namesake = {
  ...{ clientId: 'Root', clientName: 'Root', enabled: true, allowedGrantTypes: ['CLIENT_CREDENTIALS'] },
  ...{ scopes: ['system/*.rs'], secretRequired: true, clientSecrets: [{ secret: SECRET }] },
  permissions: ['ACCESS_ADMIN_JSON', ...desk].map((permission) => ({ permission })),
};

const USERS = '/user-management/Master/local_security';
const CLIENTS = '/openid-connect-clients/Master/smart_auth';
const newClient = (clientId: string) => ({ ...namesake, clientId, clientName: clientId, permissions: [] });

let server: AdminServer;
beforeAll(async () => {
  server = await startAdminServer({ users: [impostor], clients: [...testClients, namesake] });
});
afterAll(() => server.stop());

async function changes(query: string): Promise<readonly Row[]> {
  return (await server.as().get<{ events: readonly Row[] }>(`/audit-log?${query}`)).body.events;
}

async function pidOf(username: string): Promise<unknown> {
  const found = await server.as().get<{ users: readonly { pid: number; username: string }[] }>(USERS);
  return found.body.users.find((user) => user.username === username)?.pid;
}

describe('O-14, V-100: who made a change is told by what nobody can choose', () => {
  test('a person with the name of the command line is a person', async () => {
    await server.as(impostor).post(USERS, { username: 'by-impostor' });
    const own = await changes('kind=USER_CHANGE&username=by-impostor');

    const userPid = await pidOf(impostor.username);
    expect(own).toMatchObject([{ detail: { change: 'created', actor: impostor.username } }]);
    expect(own[0]?.author).toEqual({ kind: 'user', userPid, userModuleId: 'local_security' });
  });

  test('the command line is the command line', async () => {
    await gatehouse(['keystore', 'generate', 'by-command'], { environment: server.environment });

    const [row] = await changes('kind=KEYSTORE_CHANGE');

    expect(row?.detail).toMatchObject({ keystoreId: 'by-command' });
    expect(row?.author).toEqual({ kind: 'command' });
  });

  test('a client with the name of a superuser is a client, and its token is told', async () => {
    const { access_token: token } = await clientToken(server.issuer, 'Root');
    await server.as({ token }).post(CLIENTS, newClient('by-client'));

    const [row] = await changes('kind=CLIENT_CHANGE&clientId=by-client');

    const way = { clientId: 'Root', clientModuleId: 'smart_auth', jti: expect.any(String) as string };
    expect(row).toMatchObject({ clientId: 'by-client', detail: { actor: 'Root' } });
    expect(row?.author).toEqual({ kind: 'client', ...way });
    expect(await changes(`kind=TOKEN&jti=${String(row?.author['jti'])}`)).toHaveLength(1);
  });

  test('a person with a token is told with it, and with the app that has it', async () => {
    const { access_token: token } = await tokensFor(server.issuer, { credentials: root, scope: 'openid' });
    await server.as({ token }).post('/keystores', { keystoreId: 'by-token' });

    const [row] = await changes('kind=KEYSTORE_CHANGE');

    const person = { userPid: await pidOf('root'), userModuleId: 'local_security' };
    const way = { clientId: expect.any(String) as string, clientModuleId: 'smart_auth' };
    expect(row?.author).toEqual({ kind: 'user', ...person, ...way, jti: expect.any(String) as string });
  });

  test('the server itself is the server', async () => {
    const seeded = await changes('kind=CLIENT_CHANGE&clientId=Root');

    expect(seeded).toMatchObject([{ author: { kind: 'server' }, detail: { actor: 'seed_clients.file' } }]);
  });

  test('changes of modules and servers have their author', async () => {
    await server.as().post('/openid-connect-servers/Master/smart_auth', { issuer: 'https://idp.example.org' });
    const before = await server.as().get<{ options: readonly object[] }>('/module-config/Master/smart_auth');
    const options = [...before.body.options, { key: 'some.note', value: 'noted' }];
    await server.as().put('/module-config/Master/smart_auth/set', { options });
    const userPid = await pidOf('root');

    for (const kind of ['SERVER_CHANGE', 'MODULE_CHANGE']) {
      const [row] = await changes(`kind=${kind}`);
      expect({ kind, author: row?.author }).toEqual({
        kind,
        author: { kind: 'user', userPid, userModuleId: 'local_security' },
      });
    }
  });
});
