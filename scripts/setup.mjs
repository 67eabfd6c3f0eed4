// Node, packages and nothing else: what `npm start` and `npm test` do first. Safe to run at any time.
import { main } from './lib/fail.mjs';
import { setup } from './lib/setup.mjs';

await main(async () => {
  const { node } = await setup();
  console.log(`[gatehouse] Ready; Node is ${node}`);
});
