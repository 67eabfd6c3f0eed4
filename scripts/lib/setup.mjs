import { installPackages } from './install-packages.mjs';
import { ensureNode, environmentFor } from './node-runtime.mjs';
import { runOrFail } from './run.mjs';
import { commandOf } from './tools.mjs';

/**
 * Brings the checkout into a state in which anything can run: the right Node and the locked packages.
 * Answers how to run things from there; each failure stops the script and names its step.
 */
export async function setup() {
  const node = await ensureNode();
  await installPackages(node);
  const env = environmentFor(node);
  return {
    node,
    env,
    /** Runs a development tool (`jest`, `tsc`, …) in this process's terminal. */
    tool: (step, name, ...args) => runOrFail(step, node, [...commandOf(name), ...args], { env }),
    /** Runs a script or compiled program in this process's terminal. */
    program: (step, ...args) => runOrFail(step, node, args, { env }),
  };
}
