import { attack, fuzzer, neverDone } from '../support/admin-attack.js';
import { startAdminServer, type AdminServer } from '../support/admin-server.js';
import { testClients } from '../support/test-clients.js';

/** One for each seed, so that a failure can be replayed alone. */
let server: AdminServer;
beforeEach(async () => {
  server = await startAdminServer({ clients: [...testClients, fuzzer] });
});
afterEach(() => server.stop());

test.each([1, 2, 3, 4])(
  'C-07: a thousand made-up calls of every operation, seed %d',
  async (seed) => {
    const { faults, answers } = await attack(server, 1_000, seed);

    expect(faults).toEqual([]);
    expect(neverDone(answers)).toEqual([]);
  },
  3_600_000,
);
