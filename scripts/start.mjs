// `npm start`: from a bare checkout to a running server. Arguments after `--` go to the server.
import { existsSync } from 'node:fs';
import { build } from './lib/build.mjs';
import { ScriptError, main } from './lib/fail.mjs';
import { nodeOptions } from './lib/node-options.mjs';
import { inRoot } from './lib/paths.mjs';
import { serve } from './lib/serve.mjs';
import { setup } from './lib/setup.mjs';

const server = 'dist/apps/server/src/main.js';

await main(async () => {
  const tools = await setup();
  await build(tools);
  if (!existsSync(inRoot(server))) throw new ScriptError(`The build did not produce ${server}: is apps/server there?`);
  return serve(tools.node, [...nodeOptions, server, ...process.argv.slice(2)], tools.env);
});
