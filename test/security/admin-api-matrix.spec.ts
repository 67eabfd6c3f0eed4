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

test('V-100, A-29: role × route × object × field, every thirteenth cell, is as reviewed', async () => {
  const some = cells(13);

  expect(some.length).toBeGreaterThan(2_000);
  expect(await deviations(matrix, some)).toEqual([]);
});
