import { ScriptPool } from '../../libs/scripts/src/sandbox/pool/script-pool.js';
import { memoryBombs } from '../support/sandbox-bombs.js';
import { sandboxRun } from '../support/sandbox-run.js';

/** Mebibytes. One bomb that stayed would be 48; test/long/hostile-scripts.spec.ts measures it more closely. */
const MOST_GROWTH = 25;

const pool = new ScriptPool({ computing: 1 });

afterAll(() => pool.close());

test('F-24: the process is no larger for memory bombs', async () => {
  const bombs = (count: number): Promise<unknown> =>
    Promise.all(
      memoryBombs
        .slice(0, count)
        .map(({ source }) => pool.run(sandboxRun(source, { totalMillis: 60_000, limits: { computeMillis: 150 } }))),
    );
  await bombs(3);
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  await bombs(memoryBombs.length);

  expect((process.memoryUsage.rss() - before) / 2 ** 20).toBeLessThan(MOST_GROWTH);
});
