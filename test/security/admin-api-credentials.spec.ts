import { AdminClient } from '../support/admin-client.js';
import { administrator, root, startAdminServer, type AdminServer } from '../support/admin-server.js';
import { clientToken } from '../support/endpoint-calls.js';
import { freePort } from '../support/free-port.js';
import { rowsOf } from '../support/rows.js';
import { SECRET, testClients } from '../support/test-clients.js';

type Json = Readonly<Record<string, unknown>>;

const USERS = '/user-management/Master/local_security';
const MODULES = '/module-config/Master';
const viewer = administrator('viewer', ['VIEW_USERS']);
const builder = administrator('builder', ['VIEW_MODULE_CONFIG', 'UPDATE_MODULE_CONFIG', 'CREATE_MODULE']);
const tool = {
  ...{ clientId: 'tool', clientName: 'tool', enabled: true, allowedGrantTypes: ['CLIENT_CREDENTIALS'] },
  ...{ scopes: ['cdr_all_user_authorities'], secretRequired: true, clientSecrets: [{ secret: SECRET }] },
  permissions: [{ permission: 'ROLE_SUPERUSER' }],
};

describe('which credentials a listener of the admin API takes', () => {
  let server: AdminServer;
  let ports: readonly number[];
  beforeAll(async () => {
    ports = [await freePort(), await freePort()];
    const listener = (moduleId: string, port: number | undefined, option: string): readonly string[] => [
      `module.${moduleId}.type=ADMIN_JSON`,
      `module.${moduleId}.requires.SECURITY_IN_UP=local_security`,
      `module.${moduleId}.requires.SECURITY_IN_OIC=smart_auth`,
      `module.${moduleId}.config.bind_address=127.0.0.1`,
      `module.${moduleId}.config.port=${String(port)}`,
      `module.${moduleId}.config.${option}`,
    ];
    const properties = [
      ...listener('tokens', ports[0], 'security.http.basic.enabled=false'),
      ...listener('passwords', ports[1], 'security.oic.enabled=false'),
    ];
    server = await startAdminServer({ properties, clients: [...testClients, tool], users: [viewer, builder] });
  });
  afterAll(() => server.stop());

  const at = (place: 0 | 1, who: ConstructorParameters<typeof AdminClient>[1]) =>
    new AdminClient(`http://127.0.0.1:${String(ports[place])}`, who).get(USERS);
  const challengesOf = async (place: 0 | 1, who: ConstructorParameters<typeof AdminClient>[1]): Promise<unknown> => {
    const { status, headers } = await at(place, who);
    return [status, headers.get('www-authenticate')];
  };

  test('security.http.basic.enabled=false: no password gets in, and none is asked for', async () => {
    const token = (await clientToken(server.issuer, 'tool')).access_token;

    expect((await at(0, { token })).status).toBe(200);
    for (const who of [root, { ...root, password: 'wrong' }, 'nobody'] as const)
      expect(await challengesOf(0, who)).toEqual([401, expect.stringMatching(/^Bearer [^,]*$/)]);
    const [right, wrong] = [await at(0, root), await at(0, { ...root, password: 'wrong' })];
    expect(right.body).toEqual(wrong.body);
  });

  test('no password is tried there: wrong ones lock nobody out', async () => {
    for (let attempt = 0; attempt < 20; attempt++) await at(0, { ...viewer, password: 'wrong' });

    expect((await at(1, viewer)).status).not.toBe(401);
  });

  test('R-20: a user name that nobody has stands masked in the audit log', async () => {
    for (const username of [viewer.username, 'My-Secret-7!']) await at(1, { username, password: 'wrong' });

    const records = await rowsOf(
      server.databaseUrl,
      `select username from audit_event where kind = 'ADMIN_REFUSAL' order by sequence desc limit 2`,
    );
    const masked = { username: expect.stringMatching(/^unknown:[0-9a-f]{12}$/) as string };
    expect(records).toEqual([masked, { username: viewer.username }]);
  });

  test('security.oic.enabled=false: no token gets in, and none is asked for', async () => {
    const token = (await clientToken(server.issuer, 'tool')).access_token;

    expect((await at(1, root)).status).toBe(200);
    for (const who of [{ token }, { token: 'dead' }, 'nobody'] as const)
      expect(await challengesOf(1, who)).toEqual([401, expect.stringMatching(/^Basic [^,]*, charset="UTF-8"$/)]);
  });

  test('F-54: the last listener that takes passwords of a superuser does not stop to', async () => {
    const { body: before } = await server.as().get<Json>(`${MODULES}/admin_json`);
    const withoutPasswords = async (moduleId: string) => {
      const { body } = await server.as().get<Json>(`${MODULES}/${moduleId}`);
      const options = (body['options'] as Json[]).filter(({ key }) => key !== 'security.oic.enabled');
      const closed = { key: 'security.http.basic.enabled', value: ' FALSE ' };
      return server.as().put(`${MODULES}/${moduleId}/set`, { options: [...options, closed] });
    };

    const [one, last] = [await withoutPasswords('admin_json'), await withoutPasswords('passwords')];
    await server.as().put(`${MODULES}/admin_json/set`, before);

    expect(one.status).toBe(200);
    expect([last.status, last.text]).toEqual([412, expect.stringContaining('ROLE_SUPERUSER')]);
  });

  test('V-100: where nothing is said of Basic only a superuser makes a listener; what is so already may be said by all', async () => {
    const create = (moduleId: string, options: readonly Json[]) =>
      server.as(builder).post(`${MODULES}/${moduleId}/create`, {
        ...{ moduleType: 'ADMIN_JSON', options },
        dependencies: ['SECURITY_IN_UP local_security', 'SECURITY_IN_OIC smart_auth']
          .map((each) => each.split(' '))
          .map(([type, id]) => ({ type, moduleId: id })),
      });
    const port = { key: 'port', value: String(await freePort()) };
    const basic = (value: string) => ({ key: 'security.http.basic.enabled', value });
    const silent = await create('back_door', [port]);
    const open = await create('back_door', [port, basic('true')]);
    const shut = await create('by_tokens', [port, basic('false')]);
    const { body } = await server.as().get<Json>(`${MODULES}/admin_json`);
    const said = [...(body['options'] as Json[]), basic('true'), { key: 'security.oic.enabled', value: 'true' }];
    const same = await server.as(builder).put(`${MODULES}/admin_json/set`, { ...body, options: said });

    await server.as().put(`${MODULES}/admin_json/set`, body);
    await server.as().delete(`${MODULES}/by_tokens/archive`);

    expect([silent.status, open.status, shut.status, same.status]).toEqual([403, 403, 201, 200]);
    expect(silent.text).toContain('Write false');
  });

  test('a listener that would take nothing at all does not start', async () => {
    const options = [
      { key: 'security.http.basic.enabled', value: 'false' },
      { key: 'security.oic.enabled', value: 'false' },
    ];
    const refused = await server.as().post(`${MODULES}/closed/create`, {
      ...{ moduleType: 'ADMIN_JSON', options },
      dependencies: [{ moduleId: 'local_security', type: 'SECURITY_IN_UP' }],
    });

    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('security.http.basic.enabled')]);
  });

  test.each(['trusted_client.enabled', 'trusted_client.assert_permissions'])(
    'nobody calls in the name of others: %s is refused',
    async (key) => {
      const refused = await server.as().post(`${MODULES}/trusting/create`, {
        ...{ moduleType: 'ADMIN_JSON', options: [{ key, value: 'true' }] },
        dependencies: [{ moduleId: 'local_security', type: 'SECURITY_IN_UP' }],
      });

      expect([refused.status, refused.text]).toEqual([400, expect.stringContaining(key)]);
    },
  );
});
