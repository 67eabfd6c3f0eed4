import { SessionPurge } from './session-purge.js';

describe('SessionPurge', () => {
  test('goes on until nothing is left', async () => {
    const backlog = [1_000, 1_000, 12, 0];
    const purge = new SessionPurge({ purge: async () => backlog.shift() ?? 0 }, { warn: () => undefined });

    await purge.run();

    expect(backlog).toEqual([]);
  });

  test('a database that is away is reported and does not end the process', async () => {
    const warnings: unknown[] = [];
    const purge = new SessionPurge(
      { purge: () => Promise.reject(new Error('away')) },
      { warn: (text: unknown) => void warnings.push(text) },
    );

    await purge.run();

    expect(warnings).toEqual(['Sessions that are over could not be removed: Error: away']);
  });
});
