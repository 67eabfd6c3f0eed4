import { existsSync } from 'node:fs';
import path from 'node:path';
import { ScriptError } from './fail.mjs';
import { runOrFail } from './run.mjs';

const browsers = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** What the tests need from the operating system, one of the programs each, and why. */
const needed = [
  { programs: browsers, debianPackage: 'chromium-headless-shell', why: 'browser tests' },
  { programs: ['slapd'], debianPackage: 'slapd', why: 'LDAP sign-in tests' },
];

/** slapd lives in /usr/sbin, which is not on everybody's PATH. */
const folders = () => [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin'];

const isInstalled = ({ programs }) =>
  folders().some((folder) => programs.some((program) => existsSync(path.join(folder, program))));

/** Makes sure the tests find a browser and an LDAP server: installs them on Debian as root, otherwise says what to do. */
export async function ensureSystemPackages() {
  const missing = needed.filter((each) => !isInstalled(each));
  if (missing.length === 0) return;
  const names = missing.map((each) => each.debianPackage);
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    const list = missing.map(({ debianPackage, why }) => `${debianPackage} (${why})`).join(', ');
    throw new ScriptError(`The tests need ${list}. On Debian: sudo apt-get install ${names.join(' ')}`);
  }
  console.log(`[gatehouse] Installing ${names.join(', ')} …`);
  await runOrFail('Refreshing the package lists', 'apt-get', ['update', '-q']);
  // RUNLEVEL=1: slapd is only wanted as a program, its package must not start a daemon.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const install = ['install', '-y', '-q', '--no-install-recommends', ...names];
  await runOrFail(`Installing ${names.join(', ')}`, 'apt-get', install, { env });
}
