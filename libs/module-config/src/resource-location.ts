import { constants, type Stats } from 'node:fs';
import { open, realpath, stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const MIB = 1024 * 1024;
const LARGEST_RESOURCE = 64 * MIB; // bytes

/** A location that cannot be read; the message says why and what to write. */
export class ResourceLocationError extends Error {
  override readonly name = 'ResourceLocationError';
}

/** The folders that locations are relative to. */
export interface ResourceFolders {
  /** What `classpath:` means (ruling 2). */
  readonly configuration: string;
  /** What a relative `file:` starts from. */
  readonly working: string;
}

/**
 * Reads a text named by `file:` or `classpath:`. A `classpath:` name never leaves the configuration folder, not even by a symbolic link
 * (S-05); `classpath:name`, `classpath:/name` and `classpath://name` are equal (ruling 2). Devices and pipes, which may never end, are not read.
 *
 * @param mostBytes that are read; 64 MiB unless told
 * @throws ResourceLocationError
 */
export async function readResource(location: string, folders: ResourceFolders, mostBytes?: number): Promise<string> {
  return (await readResourceBytes(location, folders, mostBytes)).toString('utf8');
}

/** The same for what is no text. @throws ResourceLocationError */
export async function readResourceBytes(
  location: string,
  folders: ResourceFolders,
  mostBytes = LARGEST_RESOURCE,
): Promise<Buffer> {
  const path = await resourcePath(location, folders);
  // Without O_NONBLOCK a pipe that nobody writes to would keep a thread for good.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((cause: unknown) => {
    throw refusedBySystem(location, cause);
  });
  try {
    const reason = reasonAgainst(await file.stat(), mostBytes);
    if (reason !== undefined) throw unreadable(location, reason);
    return await file.readFile().catch((cause: unknown) => {
      throw refusedBySystem(location, cause);
    });
  } finally {
    await file.close();
  }
}

/** What changes whenever the file does: which one it is, its size, and when it was written. @throws ResourceLocationError */
export async function resourceStamp(location: string, folders: ResourceFolders): Promise<string> {
  const path = await resourcePath(location, folders);
  const { ino, size, mtimeNs } = await stat(path, { bigint: true }).catch((cause: unknown) => {
    throw refusedBySystem(location, cause);
  });
  return [path, ino, size, mtimeNs].join(' ');
}

function reasonAgainst(stats: Stats, mostBytes: number): string | undefined {
  if (stats.isDirectory()) return 'it is a folder';
  if (!stats.isFile()) return 'it is no regular file';
  return stats.size > mostBytes ? `it is larger than ${String(mostBytes / MIB)} MiB` : undefined;
}

function refusedBySystem(location: string, cause: unknown): ResourceLocationError {
  return unreadable(location, `the system says ${String((cause as NodeJS.ErrnoException).code)}`, cause);
}

function unreadable(location: string, reason: string, cause?: unknown): ResourceLocationError {
  return new ResourceLocationError(`"${location}" cannot be read: ${reason}.`, { cause });
}

/** The absolute path of a resource that exists. @throws ResourceLocationError */
export async function resourcePath(location: string, folders: ResourceFolders): Promise<string> {
  const [, scheme = '', name = ''] = /^(file|classpath):(.+)$/s.exec(location.trim()) ?? [];
  if (scheme === '' || name.includes('\0')) {
    throw new ResourceLocationError(
      `"${location}" is no location. Write classpath:name (in ${folders.configuration}) or file:/absolute/path.`,
    );
  }
  return scheme === 'file'
    ? existing(location, filePath(name, folders.working))
    : classpathPath(location, name, folders.configuration);
}

function filePath(name: string, workingFolder: string): string {
  if (!name.startsWith('//')) return resolve(workingFolder, name);
  try {
    return fileURLToPath(`file:${name}`);
  } catch (cause) {
    throw new ResourceLocationError(`"file:${name}" is no local file. Write file:/absolute/path.`, { cause });
  }
}

async function classpathPath(location: string, name: string, configurationFolder: string): Promise<string> {
  const root = await existing(location, configurationFolder);
  const path = await existing(location, resolve(root, name.replace(/^[/\\]+/, '')));
  if (!path.startsWith(root + sep)) {
    throw new ResourceLocationError(
      `"${location}" leads out of the configuration folder ${configurationFolder}. Use file: for other folders.`,
    );
  }
  return path;
}

async function existing(location: string, path: string): Promise<string> {
  return realpath(path).catch((cause: unknown) => {
    throw new ResourceLocationError(
      `"${location}" cannot be read: there is no ${path}, or its folder is closed to this account.`,
      { cause },
    );
  });
}
