// Compiles apps, libs and bench into dist/ with SWC, if anything changed.
import { build } from './lib/build.mjs';
import { main } from './lib/fail.mjs';
import { setup } from './lib/setup.mjs';

await main(async () => build(await setup()));
