import { RowPurge } from './row-purge.port.js';

function purgeOf(portions: readonly (number | Error)[]) {
  const warnings: string[] = [];
  const left = [...portions];
  const portion = (): Promise<number> => {
    const next = left.shift() ?? 0;
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  };
  const logger = { warn: (message: string) => void warnings.push(message) };
  return {
    purge: new RowPurge({ rows: 'sessions', portion, logger, background: { isDoneHere: true } }),
    left,
    warnings,
  };
}

describe('RowPurge', () => {
  test('F-47: goes on until a portion is empty', async () => {
    const { purge, left } = purgeOf([1_000, 1_000, 3, 0, 7]);

    await purge.run();

    expect(left).toEqual([7]);
  });

  test('F-47: leaves the rest of a huge backlog for the next round', async () => {
    const { purge, left } = purgeOf(Array.from({ length: 150 }, () => 1_000));

    await purge.run();

    expect(left).toHaveLength(50);
  });

  test('a database that is away is no reason to fall over', async () => {
    const { purge, warnings } = purgeOf([1_000, new Error('gone')]);

    await purge.run();

    expect(warnings).toEqual(['Outdated sessions could not be removed: Error: gone']);
  });
});
