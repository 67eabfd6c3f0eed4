// `npm run check`: the fast gate before every commit.
import { check } from './lib/check-steps.mjs';
import { main } from './lib/fail.mjs';
import { setup } from './lib/setup.mjs';

await main(async () => check(await setup()));
