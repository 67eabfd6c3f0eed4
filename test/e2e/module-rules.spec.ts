import { AdminClient } from '../support/admin-client.js';
import { administrator, root, startAdminServer, type AdminServer } from '../support/admin-server.js';
import { freePort } from '../support/free-port.js';

type Json = Readonly<Record<string, unknown>>;

const MODULES = '/module-config/Master';

describe('modules that need others', () => {
  let server: AdminServer;
  beforeAll(async () => {
    server = await startAdminServer();
    const port = String(await freePort());
    await server.as().post(`${MODULES}/ward_people/create`, { moduleType: 'SECURITY_IN_LOCAL' });
    await server.as().post(`${MODULES}/ward/create`, {
      moduleType: 'SECURITY_OUT_SMART',
      options: [
        { key: 'bind_address', value: '127.0.0.1' },
        { key: 'port', value: port },
        { key: 'issuer.url', value: `http://127.0.0.1:${port}` },
      ],
      dependencies: [{ moduleId: 'ward_people', type: 'SECURITY_IN_UP' }],
    });
  });
  afterAll(() => server.stop());

  const control = async (moduleId: string, action: string): Promise<readonly [number, string]> => {
    const { status, text } = await server.as().post(`${MODULES}/${moduleId}/${action}`);
    return [status, text];
  };

  test('are started after those, stopped before them, and archived before them', async () => {
    const tooEarly = await control('ward', 'start');
    const needed = await server.as().delete(`${MODULES}/ward_people/archive`);
    const inOrder = [await control('ward_people', 'start'), await control('ward', 'start')];
    const tooSoon = await control('ward_people', 'stop');
    const backwards = [await control('ward', 'stop'), await control('ward_people', 'stop')];

    expect(tooEarly).toEqual([412, expect.stringContaining('needs these modules; start them first: ward_people')]);
    expect([needed.status, needed.text]).toEqual([412, expect.stringContaining('Others need ward_people')]);
    expect(inOrder).toEqual([
      [200, expect.stringContaining('STARTED')],
      [200, expect.stringContaining('STARTED')],
    ]);
    expect(tooSoon).toEqual([412, expect.stringContaining('stop them first: ward')]);
    expect(backwards.map(([status]) => status)).toEqual([200, 200]);
  });

  test('F-06: a definition of another version is not archived', async () => {
    const other = await server.as().delete(`${MODULES}/ward/archive`, { 'if-match': '"999"' });

    expect(other.status).toBe(412);
    expect((await server.as().get(`${MODULES}/ward`)).status).toBe(200);
  });
});

describe('F-54: the last module by which superusers get in', () => {
  const helper = administrator('helper', ['CONTROL_MODULE']);
  let server: AdminServer;
  let beside: AdminClient;
  beforeAll(async () => {
    const port = await freePort();
    const properties = [
      'module.other_people.type=SECURITY_IN_LOCAL',
      'module.other_admin.type=ADMIN_JSON',
      'module.other_admin.requires.SECURITY_IN_UP=other_people',
      'module.other_admin.config.bind_address=127.0.0.1',
      `module.other_admin.config.port=${port}`,
    ];
    server = await startAdminServer({ properties });
    await server.as().post('/user-management/Master/other_people', helper);
    beside = new AdminClient(`http://127.0.0.1:${port}`, helper);
  });
  afterAll(() => server.stop());

  test('is not stopped through another one, until superusers get in there', async () => {
    const stop = () => beside.post(`${MODULES}/admin_json/stop`);

    const refused = await stop();
    const { status: stillIn } = await server.as().get(`${MODULES}/admin_json`);
    await server.as().post('/user-management/Master/other_people', { ...root, username: 'another' });
    const stopped = await stop();

    expect([refused.status, refused.text]).toEqual([412, expect.stringContaining('nobody who has ROLE_SUPERUSER')]);
    expect(stillIn).toBe(200);
    expect(stopped.status).toBe(200);
  });
});

describe('F-54: a second factor that is demanded of administrators', () => {
  let server: AdminServer;
  beforeAll(async () => {
    server = await startAdminServer();
  });
  afterAll(() => server.stop());

  /** The local module with one option more. */
  const demand = async (key: string, value: string, who?: typeof machine) => {
    const path = `${MODULES}/local_security`;
    const { body } = await server.as(who).get<{ options: readonly { key: string }[] }>(path);
    const options = [...body.options.filter((each) => each.key !== key), { key, value }];
    return server.as(who).put(`${path}/set?restart=true`, { ...body, options });
  };
  const machine = { ...root, username: 'machine', serviceAccount: true };

  test('names only permissions that exist', async () => {
    const { status, text } = await demand('tfa.required_permissions', 'ROLE_SUPERUSR');

    expect([status, text]).toEqual([400, expect.stringContaining('ROLE_SUPERUSR (ROLE_SUPERUSER?)')]);
  });

  test('is not demanded of all superusers who call by password, and is once there is a service account', async () => {
    // ROLE_SUPERUSER has the other one.
    const refused = [
      await demand('tfa.required_permissions', 'ROLE_SUPERUSER'),
      await demand('tfa.required_permissions', 'ROLE_FHIR_CLIENT'),
    ];
    const { status: stillIn } = await server.as().get(`${MODULES}/local_security`);

    for (const { status, text } of refused)
      expect([status, text]).toEqual([412, expect.stringContaining('Make a service account')]);
    expect(stillIn).toBe(200);

    await server.as().post('/user-management/Master/local_security', machine);
    const changed = await demand('tfa.required_permissions', 'ROLE_SUPERUSER');

    expect([changed.status, changed.headers.get('warning')]).toEqual([
      200,
      expect.stringContaining('your password alone opens the admin API no longer'),
    ]);
    expect((await server.as().get(`${MODULES}/local_security`)).status).toBe(401);
    expect((await server.as(machine).get(`${MODULES}/local_security`)).status).toBe(200);
  });
});

describe('modules of the property file (node.propertysource=PROPERTIES)', () => {
  let server: AdminServer;
  beforeAll(async () => {
    server = await startAdminServer({ properties: ['node.propertysource=PROPERTIES'] });
  });
  afterAll(() => server.stop());

  test('are not changed, made or archived here, and the answer says where', async () => {
    const { body } = await server.as().get<Json>(`${MODULES}/smart_auth`);
    const tries = [
      await server.as().put(`${MODULES}/smart_auth/set`, { options: [...(body['options'] as Json[])].reverse() }),
      await server.as().post(`${MODULES}/more/create`, { moduleType: 'SECURITY_IN_LOCAL' }),
      await server.as().delete(`${MODULES}/smart_auth/archive`),
    ];

    for (const { status, text } of tries)
      expect([status, text]).toEqual([409, expect.stringContaining('node.propertysource=PROPERTIES')]);
    expect((await server.as().get(`${MODULES}/more`)).status).toBe(404);
  });
});
