// `npm run bench`: throughput and latency of the built server; arguments after `--` go to bench/main.ts. `npm run bench -- exchange` measures
// imports and exports of many clients instead.
import { existsSync } from 'node:fs';
import { build } from './lib/build.mjs';
import { ScriptError, main } from './lib/fail.mjs';
import { inRoot } from './lib/paths.mjs';
import { setup } from './lib/setup.mjs';

const args = process.argv.slice(2);
const isExchange = args[0] === 'exchange';
const benchmark = isExchange ? 'dist/bench/exchange/main.js' : 'dist/bench/main.js';

await main(async () => {
  const tools = await setup();
  await build(tools);
  if (!existsSync(inRoot(benchmark))) throw new ScriptError('There is no bench/main.ts to run.');
  await tools.program('The benchmark', '--enable-source-maps', benchmark, ...(isExchange ? args.slice(1) : args));
});
