import { clearInterval, setInterval } from 'node:timers';

const checkEveryMs = 500;

/**
 * Calls back once when the npm that started this script is gone. Where npm runs scripts through a shell that stays in
 * between, a SIGTERM to npm ends that shell and never arrives here: all that is to be seen is another parent.
 * Without npm nothing is watched: `node scripts/start.mjs &` may outlive the shell it was typed in.
 * Answers a function that ends the watch.
 */
export function whenNpmIsGone(callback) {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return () => {};
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, checkEveryMs);
  timer.unref();
  return () => clearInterval(timer);
}
