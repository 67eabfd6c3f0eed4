import { attack, fuzzer } from '../support/admin-attack.js';
import { reviewedPermissions } from '../support/admin-permissions.js';
import { startAdminServer, type AdminServer } from '../support/admin-server.js';
import { testClients } from '../support/test-clients.js';

let server: AdminServer;
beforeAll(async () => {
  server = await startAdminServer({ clients: [...testClients, fuzzer] });
});
afterAll(() => server.stop());

test('O-01, V-85, V-86, V-87: made-up calls of every operation are answered as described, without a fault and without an echo', async () => {
  const outerPrototype = Object.getPrototypeOf(Object.getPrototypeOf(server.server.live.outbound)) as object;
  const before = Object.getOwnPropertyNames(outerPrototype);

  const { faults, answers } = await attack(server, 25, 20_261_122);

  expect(faults).toEqual([]);
  expect(Object.getOwnPropertyNames(outerPrototype)).toEqual(before);
  expect(Object.keys(answers).sort()).toEqual(Object.keys(reviewedPermissions).sort());
});

test('V-90: bodies beyond all bounds are refused at once', async () => {
  const api = server.as();
  const bodies = [
    { body: `{"a":"${'x'.repeat(1_100_000)}"}`, status: 413 },
    { body: '['.repeat(1_000_000), status: 400 },
    { body: `{"a":[${'1,'.repeat(400_000)}1]}`, status: 400 },
    { body: `{${Array.from({ length: 10_000 }, (_, at) => `"k${String(at)}":1`).join(',')}}`, status: 400 },
  ];
  for (const { body, status } of bodies) {
    const tries = [];
    for (let count = 0; count < 3; count++) {
      const start = performance.now();
      expect((await api.post('/keystores', body)).status).toBe(status);
      tries.push(performance.now() - start);
    }
    expect(Math.min(...tries)).toBeLessThan(1_000);
  }
});
