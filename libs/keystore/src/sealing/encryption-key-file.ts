import { link, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { randomId, randomToken } from '#protocol/random';
import { parseEncryptionKey } from './encryption-key.js';

/**
 * The 32-byte key in the file, which is made at first start with access for the owner only. Two processes that start at once get the same key.
 *
 * @throws Error the file holds no key, or other accounts may read it
 */
export async function readOrCreateKeyFile(path: string): Promise<Buffer> {
  const existing = await readKeyFile(path);
  if (existing) return existing;
  await createKeyFile(path);
  const made = await readKeyFile(path);
  if (!made) throw new Error(`The encryption key file ${path} disappeared while it was made.`);
  return made;
}

async function readKeyFile(path: string): Promise<Buffer | undefined> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const mode = (await stat(path)).mode & 0o777;
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new Error(
      `Other accounts may read the encryption key file ${path} (mode ${mode.toString(8)}). Run: chmod 600 ${path}`,
    );
  }
  return parseEncryptionKey(text, `the file ${path}`);
}

/** Written aside, flushed, then linked into place: the file is either complete or absent, and the first of two processes wins. */
async function createKeyFile(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const aside = `${path}.${randomId()}`;
  try {
    const file = await open(aside, 'wx', 0o600);
    await file.writeFile(`${randomToken('')}\n`);
    await file.sync();
    await file.close();
    await link(aside, path);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

function isCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
