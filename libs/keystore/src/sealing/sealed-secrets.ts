import { SealedTexts, type SealedPlace } from './sealed-texts.js';
import type { SecretEncryption, SecretPlace } from '../secret-encryption.port.js';

/** {@link SecretEncryption} under a key of its own. */
export class SealedSecrets implements SecretEncryption {
  readonly #texts: SealedTexts;

  constructor(encryptionKey: Buffer) {
    this.#texts = new SealedTexts(encryptionKey, { format: 'gs1', purpose: 'secret' });
  }

  seal(place: SecretPlace, secret: string): string {
    return this.#texts.seal(sealedPlace(place), secret);
  }

  open(place: SecretPlace, sealed: string): string {
    return this.#texts.open(sealedPlace(place), sealed);
  }
}

function sealedPlace({ table, row }: SecretPlace): SealedPlace {
  return { bound: [table, ...row.map(String)], name: `The secret ${row.join('/')} of ${table}` };
}
