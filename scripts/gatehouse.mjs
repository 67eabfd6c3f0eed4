#!/usr/bin/env node
// `npx gatehouse …` and `npm run gatehouse -- …`: the command line of this checkout, from wherever it is called; installs and builds what is missing.
import { existsSync } from 'node:fs';
import { build } from './lib/build.mjs';
import { ScriptError, main } from './lib/fail.mjs';
import { commandOptions } from './lib/node-options.mjs';
import { inRoot } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { setup } from './lib/setup.mjs';

const program = 'dist/apps/cli/src/main.js';

await main(async () => {
  // Standard output belongs to the command: what set-up and build say goes beside it.
  console.log = console.error;
  const tools = await setup();
  await build(tools);
  if (!existsSync(inRoot(program))) throw new ScriptError(`The build did not produce ${program}: is apps/cli there?`);
  // Paths on the command line are meant from where it was typed: npm tells where that was.
  const env = { ...tools.env, GATEHOUSE_CALLED_FROM: process.env.INIT_CWD ?? process.cwd() };
  return run(tools.node, [...commandOptions, program, ...process.argv.slice(2)], { env });
});
