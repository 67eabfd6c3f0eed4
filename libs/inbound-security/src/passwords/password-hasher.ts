import { MOST_WRITTEN_BCRYPT_ROUNDS } from '#protocol/stored-hash';
import type { HashSlot } from '#slow-hashing/slow-hashing.port';
import { fitsStoredHash, isComparedExactly } from '#slow-hashing/stored-hash.port';
import { ARGON2_COST, readPasswordHash } from './password-hash.js';

/** Argon2id of a random password nobody knows, made with {@link ARGON2_COST}: what is compared when there is no account (V-56). */
const NOBODYS_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$ieK72lO0dthNIV2AZPYS6A$CmiGb9lMFPez4yNyRiN48TkoVsUTz3pGrzfb8HHfy7o';

/** A new hash of a password, as a PHC string. The caller has checked the length. */
export async function hashPassword(slot: HashSlot, password: string): Promise<string> {
  return String(await slot.run({ kind: 'argon2id', secret: password, cost: ARGON2_COST }));
}

/**
 * Whether the password is the one the hash was made of; false for hashes of schemes we do not know. Costs about one Argon2id where nothing can be
 * compared, so that nothing can be told from the time; who has people with hashes from elsewhere evens out the rest.
 */
export async function verifyPassword(slot: HashSlot, hash: string, password: string): Promise<boolean> {
  const read = readPasswordHash(hash, MOST_WRITTEN_BCRYPT_ROUNDS)?.stored;
  if (read === undefined || !isComparedExactly(read.scheme, password)) return pretendToVerify(slot, password);
  return fitsStoredHash(slot, { hash, read, secret: password });
}

/** Takes the time of a comparison and is never right: for unknown, disabled and locked accounts and those without a password (V-56). */
export async function pretendToVerify(slot: HashSlot, password: string): Promise<false> {
  await slot.run({ kind: 'verify-argon2id', hash: NOBODYS_HASH, secret: password });
  return false;
}
