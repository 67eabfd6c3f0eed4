import { type ImportedKey, importSigningKey } from './imported-key.js';
import { partsOfDifferentKeys } from './keystore-errors.js';
import { readSigningJwks } from './signing-jwks.js';

/**
 * The keys of a JSON Web Key Set that an operator configured (ruling 2), ready for use. Needs no database, so that a wrong set can be
 * reported before anything is started.
 *
 * @throws KeyRefusedError no private key in the set, an unsupported algorithm, a weak key (S-06), parts that do not belong together
 */
export async function importConfiguredKeys(jwks: unknown): Promise<readonly ImportedKey[]> {
  const keys = await Promise.all((await readSigningJwks(jwks)).map(importSigningKey));
  await Promise.all(keys.map(assertPartsBelongTogether));
  return keys;
}

/** A private part pasted under another public part would sign tokens that nobody can verify. */
async function assertPartsBelongTogether(key: ImportedKey): Promise<void> {
  if (!key.sign) return;
  const probe = Buffer.from('gatehouse');
  if (!(await key.verify(probe, await key.sign(probe)))) {
    throw partsOfDifferentKeys(key.kid);
  }
}
