import { administrator, startAdminServer, type AdminServer } from '../support/admin-server.js';
import { newSigningJwk } from '../support/admin-keys.js';

let server: AdminServer;
beforeAll(async () => {
  server = await startAdminServer({ users: [administrator('viewer', ['VIEW_USERS'])] });
});
afterAll(() => server.stop());

describe('keystores in the admin API', () => {
  test('V-50: keys go in as text and never come out', async () => {
    const root = server.as();
    const { jwks, secrets } = await newSigningJwk();
    const created = await root.post('/keystores/', { keystoreId: 'partner', jsonKeys: jwks, note: 'x' });
    const found = await root.get('/keystores/partner');
    const same = await root.put('/keystores/partner', found.body, { 'if-match': found.headers.get('etag') ?? '' });
    const list = await root.get('/keystores/?pageIndex=0&pageSize=100');

    expect([created.status, found.status, same.status, list.status]).toEqual([201, 200, 200, 200]);
    expect(same.headers.get('etag')).toBe(found.headers.get('etag'));
    expect(created.headers.get('warning')).toContain('note');
    for (const secret of secrets) expect(JSON.stringify([created, found, same, list])).not.toContain(secret);
  });

  test('one that is made here is rotated and removed', async () => {
    const root = server.as();
    await root.post('/keystores', { keystoreId: 'made-here' });
    const rotated = await root.post('/keystores/made-here/rotate', { leadSeconds: 60 });
    const misspelt = await root.post('/keystores/made-here/rotate', { removeOldAtonce: true });
    const removed = await root.delete('/keystores/made-here');
    const gone = await root.get('/keystores/made-here');

    expect([rotated.status, misspelt.status, removed.status, gone.status]).toEqual([200, 400, 204, 404]);
    expect(gone.body).toEqual({ statusCode: 404, messages: [{ message: 'No Keystore with id made-here' }] });
  });

  test('F-54: the keystore that a module signs with stays', async () => {
    const { body } = await server.as().get<{ keystores: { keystoreId: string }[] }>('/keystores/');
    const [inUse] = body.keystores.filter(({ keystoreId }) => keystoreId !== 'partner');

    expect((await server.as().delete(`/keystores/${String(inUse?.keystoreId)}`)).status).toBe(400);
  });

  test.each(['***', '[REMOVED]'])(
    'V-102: keys that are masked (%s) are not there, and that others are made is told',
    async (jsonKeys) => {
      const keystoreId = `masked-${String(jsonKeys.length)}`;
      const created = await server.as().post('/keystores', { keystoreId, jsonKeys });
      const asked = await server
        .as()
        .post('/keystores', { keystoreId: `${keystoreId}-new`, jsonKeys, generated: true });
      const again = await server.as().put(`/keystores/${keystoreId}`, { keystoreId, jsonKeys });

      expect([created.status, created.body['kind'], asked.status, again.status]).toEqual([201, 'generated', 201, 200]);
      expect(created.headers.get('warning')).toContain('jsonKeys is masked, so that new keys were made');
      expect([asked.headers.get('warning'), again.headers.get('warning')]).toEqual([null, null]);
    },
  );
});
