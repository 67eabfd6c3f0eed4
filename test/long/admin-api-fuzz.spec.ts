import { attack, fuzzer } from '../support/admin-attack.js';
import { startAdminServer, type AdminServer } from '../support/admin-server.js';
import { testClients } from '../support/test-clients.js';

let server: AdminServer;
beforeAll(async () => {
  server = await startAdminServer({ clients: [...testClients, fuzzer] });
});
afterAll(() => server.stop());

test.each([1, 2, 3, 4, 5])(
  'C-07: a thousand made-up calls of every operation, seed %d',
  async (seed) => {
    expect(await attack(server, 1_000, seed)).toEqual([]);
  },
  3_600_000,
);
