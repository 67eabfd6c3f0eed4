import { randomToken } from '#protocol/random';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Passwords of the two accounts inside the embedded database. */
export interface Credentials {
  /** Of `postgres`, the superuser: it makes the other account and the database, nothing else. */
  readonly superuserPassword: string;
  /** Of `gatehouse`, which owns the database and may do nothing outside it. */
  readonly ownerPassword: string;
}

const FILE = 'credentials.json';

/** New random passwords, written to a file that only this account may read (0600). */
export async function createCredentials(place: string): Promise<Credentials> {
  const credentials = { superuserPassword: randomToken(''), ownerPassword: randomToken('') };
  await writeFile(path.join(place, FILE), JSON.stringify(credentials, undefined, 2), {
    mode: 0o600,
    flush: true,
  });
  return credentials;
}

/**
 * The passwords of an existing cluster.
 * @throws Error the file is missing or unreadable
 */
export async function readCredentials(place: string): Promise<Credentials> {
  const file = path.join(place, FILE);
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Credentials;
  } catch (cause) {
    throw new Error(`The database's passwords cannot be read from ${file}. Restore that file from your backup.`, {
      cause,
    });
  }
}
