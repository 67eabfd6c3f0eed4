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
