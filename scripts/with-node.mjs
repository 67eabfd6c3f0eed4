// Runs a command of the project under the right Node: `node scripts/with-node.mjs tsc --noEmit`.
import { main } from './lib/fail.mjs';
import { ensureNode, environmentFor } from './lib/node-runtime.mjs';
import { run } from './lib/run.mjs';
import { commandOf } from './lib/tools.mjs';

await main(async () => {
  const [name, ...args] = process.argv.slice(2);
  const node = await ensureNode();
  const command = name === 'node' ? [] : commandOf(name);
  return run(node, [...command, ...args], { cwd: process.cwd(), env: environmentFor(node) });
});
