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
    let errors = '';
    const code = await npm(env, 'ci', '--loglevel=error', { onError: (text) => (errors += text) });
    if (code !== 0) await installFromCommittedLock(env, whyRefused(errors));
    writeStamp(stamp, wanted());
  });
}

/** What of package.json decides about packages; its other parts may change without an installation. */
const wanted = () => {
  const { dependencies, devDependencies, overrides, allowScripts } = JSON.parse(readFileSync(inRoot('package.json')));
  return hashFiles(['package-lock.json'], JSON.stringify({ dependencies, devDependencies, overrides, allowScripts }));
};

const isInstalled = () => hasStamp(stamp, wanted()) && existsSync(inRoot('node_modules', '.package-lock.json'));

/** In words; npm itself writes a page. */
function whyRefused(errors) {
  const missing = [...errors.matchAll(/Missing: (@?[^@\s]+)@/g)].map(([, name]) => name);
  const { packages } = JSON.parse(readFileSync(lockFile, 'utf8'));
  const optional = new Set(Object.values(packages).flatMap((each) => Object.keys(each.optionalDependencies ?? {})));
  if (missing.length > 0 && missing.every((name) => optional.has(name)))
    return `package-lock.json does not list ${missing.length} optional packages for other systems, such as ${missing[0]}`;
  const said = errors.split('\n').map((line) => line.replace(/^npm error\s*(?:code \w+)?/, ''));
  return said.find((line) => line !== '') ?? 'npm does not say why';
}

/**
 * `npm ci` refuses a lock file without the optional packages of other platforms, which we would not install anyway. Ours lacks those that were not
 * in the registry yet when it was written. `npm install` goes on without them, but it must not take the occasion to choose other versions.
 */
async function installFromCommittedLock(env, reason) {
  console.log(`[gatehouse] npm ci refused: ${reason}. Installing the locked versions with npm install …`);
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

const npm = (env, command, logLevel, options) =>
  run('npm', [command, '--no-audit', '--no-fund', logLevel], { env, shell: process.platform === 'win32', ...options });
