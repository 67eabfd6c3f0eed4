import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { ScriptError } from './fail.mjs';
import { whenNpmIsGone } from './parent.mjs';
import { root } from './paths.mjs';

/** Shells report a child ended by a signal as 128 + its number; so do we. */
const exitCodeOf = (code, signal) => code ?? 128 + (constants.signals[signal] ?? 0);

/**
 * Starts a command with our own input and output and answers its exit code. With `onError`, what it writes to its error output goes there instead.
 * SIGTERM, SIGINT and SIGHUP sent to us are passed on, so that stopping the script stops the work.
 */
export function run(command, args, { onError, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const stdio = onError ? ['inherit', 'inherit', 'pipe'] : 'inherit';
    const child = spawn(command, args, { cwd: root, stdio, ...options });
    child.stderr?.setEncoding('utf8').on('data', onError);
    const forwarded = ['SIGTERM', 'SIGINT', 'SIGHUP'].map((signal) => [signal, () => child.kill(signal)]);
    for (const [signal, forward] of forwarded) process.on(signal, forward);
    const stopWatching = whenNpmIsGone(() => child.kill('SIGTERM'));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      stopWatching();
      for (const [name, forward] of forwarded) process.off(name, forward);
      resolve(exitCodeOf(code, signal));
    });
  });
}

/** Like {@link run}, but a failure stops the script with a message that names the step. */
export async function runOrFail(step, command, args, options) {
  const code = await run(command, args, options);
  if (code !== 0) throw new ScriptError(`${step} failed (exit code ${code}).`, code);
}
