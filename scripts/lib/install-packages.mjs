import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { ScriptError } from './fail.mjs';
import { withLock } from './lock.mjs';
import { environmentFor } from './node-runtime.mjs';
import { inRoot } from './paths.mjs';
import { run } from './run.mjs';
import { hashFiles, hasStamp, writeStamp } from './stamp.mjs';

// Inside node_modules, so that deleting the folder also forgets that it was complete.
const stamp = inRoot('node_modules', '.gatehouse-stamp');
const lockFile = inRoot('package-lock.json');

/** Installs the packages of the lock file if they changed since the last complete install; otherwise costs a millisecond. */
export async function installPackages(nodeBinary) {
  if (isInstalled()) return;
  await withLock('packages.lock', async () => {
    // Another script may have done it while this one waited.
    if (isInstalled()) return;
    console.log('[gatehouse] Installing packages …');
    const env = environmentFor(nodeBinary);
    if ((await npm(env, 'ci', '--loglevel=silent')) !== 0) await installFromCommittedLock(env);
    writeStamp(stamp, wanted());
  });
}

/** What of package.json decides about packages; its other parts may change without an installation. */
const wanted = () => {
  const { dependencies, devDependencies, overrides, allowScripts } = JSON.parse(readFileSync(inRoot('package.json')));
  return hashFiles(['package-lock.json'], JSON.stringify({ dependencies, devDependencies, overrides, allowScripts }));
};

const isInstalled = () => hasStamp(stamp, wanted()) && existsSync(inRoot('node_modules', '.package-lock.json'));

/**
 * `npm ci` refuses when lock file and registry disagree on the optional packages of other platforms, which we would not
 * install anyway. `npm install` goes on without them, but it must not take the occasion to choose other versions.
 */
async function installFromCommittedLock(env) {
  console.log('[gatehouse] `npm ci` refused; installing with `npm install` and the committed lock file …');
  const committed = readFileSync(lockFile, 'utf8');
  const code = await npm(env, 'install', '--loglevel=error');
  const resulting = readFileSync(lockFile, 'utf8');
  if (resulting !== committed) writeFileSync(lockFile, committed);
  if (code !== 0) throw new ScriptError('Installing the packages failed; see the messages of npm above.', code);
  if (!choosesTheSame(JSON.parse(committed).packages, JSON.parse(resulting).packages)) {
    throw new ScriptError(
      'package-lock.json does not fit package.json. Run `npm install` and commit both files together.',
    );
  }
}

/** Whether every package in both locks has one version and content; entries for other platforms may come and go. */
const choosesTheSame = (committed, resulting) =>
  sameRoot(committed[''], resulting['']) &&
  Object.keys(committed)
    .filter((name) => name !== '' && name in resulting)
    .every((name) => {
      const [one, other] = [committed[name], resulting[name]];
      return one.version === other.version && one.integrity === other.integrity;
    });

const sameRoot = (one, other) =>
  ['dependencies', 'devDependencies'].every((kind) => JSON.stringify(one[kind]) === JSON.stringify(other[kind]));

const npm = (env, command, logLevel) =>
  run('npm', [command, '--no-audit', '--no-fund', logLevel], { env, shell: process.platform === 'win32' });
