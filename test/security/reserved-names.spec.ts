import { administrator, startAdminServer, type AdminServer } from '../support/admin-server.js';

const MODULE = '/module-config/Master/smart_auth';
const USERS = '/user-management/Master/local_security';

let server: AdminServer;
beforeAll(async () => {
  server = await startAdminServer({ users: [administrator('amy', ['SAVE_USER'])] });
});
afterAll(() => server.stop());

const create = async (username: string): Promise<readonly [number, string]> => {
  const user = { username, password: 'a long password', familyName: 'F', givenName: 'G', authorities: [] };
  const { status, text } = await server.as().post(USERS, user);
  return [status, text];
};

describe('V-75: the name of a deleted user by which somebody signed in', () => {
  test('is given again by an administrator, with a warning', async () => {
    const gone = { ...administrator('gone', []), familyName: 'F', givenName: 'G' };
    const warningOf = async (): Promise<string> => {
      const { headers } = await server.as().post<{ pid: number }>(USERS, gone);
      return headers.get('warning') ?? '';
    };
    expect(await warningOf()).not.toContain('deleted');
    expect((await server.as(gone).get(USERS)).status).toBe(403);
    const { body } = await server.as().get<{ users: readonly { pid: number; username: string }[] }>(USERS);
    await server.as().delete(`${USERS}/${body.users.find(({ username }) => username === 'gone')?.pid ?? 0}`);

    expect(await warningOf()).toContain('was the name of a deleted user');
  });
});

describe('ruling 49: nobody is named like a client of a module at which they sign in', () => {
  test('as long as the module runs', async () => {
    expect(await create('web-app')).toEqual([400, expect.stringContaining('the id of a client')]);
  });

  test('while the module is stopped: it will be started again', async () => {
    expect((await server.as().post(`${MODULE}/stop`)).status).toBe(200);

    const refused = await create('web-app');
    await server.as().post(`${MODULE}/start`);

    expect(refused).toEqual([400, expect.stringContaining('the id of a client')]);
  });

  test('other names are free', async () => {
    expect(await create('nobody-else')).toEqual([201, expect.anything()]);
  });
});
