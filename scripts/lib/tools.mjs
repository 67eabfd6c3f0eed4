import { ScriptError } from './fail.mjs';
import { inRoot } from './paths.mjs';

/**
 * The development tools by name, as arguments for Node. Called by file instead of through node_modules/.bin, because
 * those start with `#!/usr/bin/env node` and a shell may still remember where the old Node was.
 */
const tools = {
  jest: ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning', inRoot('node_modules/jest/bin/jest.js')],
  tsc: [inRoot('node_modules/typescript/bin/tsc')],
  eslint: [inRoot('node_modules/eslint/bin/eslint.js')],
  prettier: [inRoot('node_modules/prettier/bin/prettier.cjs')],
  depcruise: [inRoot('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')],
};

/** Arguments for Node that start the tool. */
export function commandOf(name) {
  const command = tools[name];
  if (!command) throw new ScriptError(`Unknown tool "${name}"; there are: node, ${Object.keys(tools).join(', ')}.`);
  return command;
}
