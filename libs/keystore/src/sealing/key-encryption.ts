import type { JsonWebKey } from 'node:crypto';
import { SealedTexts, type SealedPlace } from './sealed-texts.js';

/** Private keys at rest. Keystore and kid are authenticated with each, so that a row cannot be moved under another name. */
export class KeyEncryption {
  /** Public name of the encryption key. */
  readonly keyId: string;
  readonly #texts: SealedTexts;

  constructor(encryptionKey: Buffer) {
    this.#texts = new SealedTexts(encryptionKey, { format: 'gk1', purpose: 'private-jwk' });
    this.keyId = this.#texts.keyId;
  }

  encrypt(keystoreId: string, kid: string, jwk: JsonWebKey): string {
    return this.#texts.seal(placeOf(keystoreId, kid), JSON.stringify(jwk));
  }

  /** @throws WrongEncryptionKeyError encrypted with another key, altered, or moved from another row */
  decrypt(keystoreId: string, kid: string, encrypted: string): JsonWebKey {
    return JSON.parse(this.#texts.open(placeOf(keystoreId, kid), encrypted)) as JsonWebKey;
  }
}

function placeOf(keystoreId: string, kid: string): SealedPlace {
  return { bound: [keystoreId, kid], name: `The private key "${kid}" of keystore "${keystoreId}"` };
}
