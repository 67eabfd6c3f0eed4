import { spread } from '../report/quantile.js';
import type { Spread } from '../report/quantile.js';
import type { Render } from './renderers.js';

const WARM_UP_MS = 2_000;
const ROUND_MS = 2_000;
const ROUNDS = 5;

/** Renders for some time, one page after the other; gives pages a second. */
async function rateOf(render: Render, milliseconds: number): Promise<number> {
  const started = performance.now();
  let pages = 0;
  for (let now = started; now - started < milliseconds; now = performance.now()) {
    const page = render();
    // Waiting for what is there already would cost the fast ones most of their time.
    if (typeof page !== 'string') await page;
    pages += 1;
  }
  return (pages * 1_000) / (performance.now() - started);
}

/** Pages a second of each by its name: all are warmed up, then take turns, five rounds. */
export async function measureRates(renders: ReadonlyMap<string, Render>): Promise<ReadonlyMap<string, Spread>> {
  for (const render of renders.values()) await rateOf(render, WARM_UP_MS);
  const rates = new Map([...renders.keys()].map((name) => [name, [] as number[]] as const));
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, render] of renders) rates.get(name)?.push(await rateOf(render, ROUND_MS));
  return new Map([...rates].map(([name, all]) => [name, spread(all)] as const));
}
