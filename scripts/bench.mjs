// `npm run bench`: throughput and latency of the built server; arguments after `--` go to bench/main.ts. `npm run bench -- exchange` measures
// imports and exports of many clients instead, `npm run bench -- scripts` what a call of a script costs, `npm run bench -- script-load`
// what others feel of scripts, `npm run bench -- skins` how fast pages of skins are rendered.
import { existsSync } from 'node:fs';
import { build } from './lib/build.mjs';
import { ScriptError, main } from './lib/fail.mjs';
import { inRoot } from './lib/paths.mjs';
import { setup } from './lib/setup.mjs';

const args = process.argv.slice(2);
const part = ['exchange', 'scripts', 'script-load', 'skins'].find((name) => name === args[0]);
const benchmark = part === undefined ? 'dist/bench/main.js' : `dist/bench/${part}/main.js`;

await main(async () => {
  const tools = await setup();
  await build(tools);
  if (!existsSync(inRoot(benchmark))) throw new ScriptError('There is no bench/main.ts to run.');
  await tools.program(
    'The benchmark',
    '--enable-source-maps',
    benchmark,
    ...(part === undefined ? args : args.slice(1)),
  );
});
