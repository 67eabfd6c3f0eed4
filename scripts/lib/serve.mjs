import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { whenNpmIsGone } from './parent.mjs';
import { root } from './paths.mjs';

const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'];
const sameSignalMs = 1000;

/**
 * Runs the server and answers its exit code. The server gets a process group of its own: a Ctrl-C in the terminal
 * reaches this script (and, through npm, reaches it twice), and the server must see one signal, not three, because a
 * second one tells it to hurry. Its PostgreSQL likewise hears of a stop from the server and from nobody else.
 */
export function serve(node, args, env) {
  return new Promise((resolve, reject) => {
    const server = spawn(node, args, { cwd: root, env, stdio: 'inherit', detached: process.platform !== 'win32' });
    let last = { at: -Infinity };
    for (const signal of signals) {
      process.on(signal, () => {
        const now = performance.now();
        if (last.signal === signal && now - last.at < sameSignalMs) return;
        last = { signal, at: now };
        server.kill(signal);
      });
    }
    whenNpmIsGone(() => server.kill('SIGTERM'));
    server.once('error', reject);
    server.once('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}
