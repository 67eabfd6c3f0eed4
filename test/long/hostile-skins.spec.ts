import { hostileRun } from '../support/hostile-skins/hostile-run.js';

/** `GATEHOUSE_SKINS=100 GATEHOUSE_SEED=… npm run test:long` makes a short run, or repeats one. */
const SKINS = Number(process.env.GATEHOUSE_SKINS ?? 10_000);
const SEED = Number(process.env.GATEHOUSE_SEED ?? Math.trunc(performance.timeOrigin) % 1_000_000);
/** Skins after which the process has loaded and grown what it does once. */
const WARM_UP = 300;
/** MiB. */
const GROWTH = 200;

test(`G-28, V-79, V-80, V-81, V-94, V-95: ${String(SKINS)} hostile archives and templates (seed ${String(SEED)}) are refused or rendered inert within their limits`, async () => {
  await hostileRun(WARM_UP, SEED + 1);
  const [before, begin] = [process.memoryUsage.rss(), performance.now()];
  const { outcomes, most, faults, files } = await hostileRun(SKINS, SEED);

  const growth = (process.memoryUsage.rss() - before) / 2 ** 20;
  const seconds = Math.round((performance.now() - begin) / 1_000);
  console.log({ seed: SEED, seconds, slowest: `${most.toFixed(0)} ms`, growth: `${growth.toFixed(0)} MiB`, outcomes });
  expect(faults).toEqual([]);
  expect(files).toEqual([]);
  expect(growth).toBeLessThan(GROWTH);
}, 7_200_000);
