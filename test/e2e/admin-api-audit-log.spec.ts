import { administrator, startAdminServer, type AdminServer } from '../support/admin-server.js';

const auditor = administrator('auditor', ['VIEW_AUDIT_LOG']);

let server: AdminServer;
beforeAll(async () => {
  server = await startAdminServer({ users: [auditor] });
});
afterAll(() => server.stop());

interface Part {
  readonly events: readonly Readonly<Record<string, unknown>>[];
  readonly nextCursor?: string;
}

describe('the audit log in the admin API', () => {
  test('V-100: has each denial with its author, and each change', async () => {
    await server.as(auditor).get('/keystores');
    await server.as().post('/keystores', { keystoreId: 'audited' });
    const denials = await server.as(auditor).get<Part>('/audit-log/?kind=ADMIN_REFUSAL&username=auditor');
    const changes = await server.as(auditor).get<Part>('/audit-log?kind=KEYSTORE_CHANGE');

    expect(denials.body.events).toMatchObject([
      { outcome: 'failure', moduleId: 'admin_json', errorCode: '403', detail: { endpoint: 'GET /keystores' } },
    ]);
    expect(changes.body.events[0]).toMatchObject({
      author: { kind: 'user', userPid: expect.any(Number), userModuleId: 'local_security' },
      detail: { actor: 'root', keystoreId: 'audited' },
    });
  });

  test('is read part by part', async () => {
    for (let count = 0; count < 3; count++) await server.as(auditor).get('/keystores');
    const first = await server.as(auditor).get<Part>('/audit-log?kind=ADMIN_REFUSAL&pageSize=2');
    const second = await server
      .as(auditor)
      .get<Part>(`/audit-log?kind=ADMIN_REFUSAL&pageSize=2&cursor=${encodeURIComponent(first.body.nextCursor ?? '')}`);
    const ids = [...first.body.events, ...second.body.events].map(({ id }) => id);

    expect(ids.length).toBeGreaterThan(3);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each([
    'cursor=forged',
    'cursor=%27%3B--',
    'from=yesterday',
    'pageSize=501',
    'outcome=perhaps',
    'kind=LOGIN',
    'userPid=x',
    'order=id',
  ])('V-85: %s → 400', async (query) => {
    expect((await server.as(auditor).get(`/audit-log?${query}`)).status).toBe(400);
  });
});
