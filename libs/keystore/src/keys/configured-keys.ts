import { type ImportedKey, importSigningKey } from './imported-key.js';
import { partsOfDifferentKeys } from '../keystore-errors.js';
import { readSigningJwks, type SigningJwk } from './signing-jwks.js';

/** A key of a set, found fit for use. */
export interface CheckedKey {
  readonly jwk: SigningJwk;
  readonly key: ImportedKey;
}

/**
 * The keys of a JSON Web Key Set that an operator made (ruling 2), as text or parsed. Needs no database, so that a wrong set can be reported
 * before anything is started.
 *
 * @throws KeyRefusedError no private key in the set, an unsupported algorithm, a weak key (S-06), parts that do not belong together
 */
export async function checkKeySet(jwks: unknown): Promise<readonly CheckedKey[]> {
  const read = await readSigningJwks(jwks);
  const checked = await Promise.all(read.map(async (jwk) => ({ jwk, key: await importSigningKey(jwk) })));
  await Promise.all(checked.map(({ key }) => assertPartsBelongTogether(key)));
  return checked;
}

/** The same keys, ready for use. @throws KeyRefusedError as {@link checkKeySet} */
export async function importConfiguredKeys(jwks: unknown): Promise<readonly ImportedKey[]> {
  return (await checkKeySet(jwks)).map(({ key }) => key);
}

/** A private part pasted under another public part would sign tokens that nobody can verify. */
async function assertPartsBelongTogether(key: ImportedKey): Promise<void> {
  if (!key.sign) return;
  const probe = Buffer.from('gatehouse');
  if (!(await key.verify(probe, await key.sign(probe)))) {
    throw partsOfDifferentKeys(key.kid);
  }
}
