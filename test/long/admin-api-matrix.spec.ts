import { cells, deviations, Matrix, roleClients } from '../support/admin-matrix.js';
import { startAdminServer, type AdminServer } from '../support/admin-server.js';
import { testClients } from '../support/test-clients.js';

let server: AdminServer;
let matrix: Matrix;
beforeAll(async () => {
  server = await startAdminServer({ clients: [...testClients, ...roleClients] });
  matrix = await Matrix.prepare(server);
});
afterAll(() => server.stop());

test('G-30: role × route × object × field, all cells, are as reviewed', async () => {
  const all = cells();

  expect(all.length).toBeGreaterThan(20_000);
  expect(await deviations(matrix, all)).toEqual([]);
}, 1_800_000);
