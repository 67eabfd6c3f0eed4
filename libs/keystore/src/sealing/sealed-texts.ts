import { createCipheriv, createDecipheriv, createHash, hkdfSync } from 'node:crypto';
import { randomNonce } from '#protocol/random';
import { WrongEncryptionKeyError } from '../keystore-errors.js';

const IV_BYTES = 12; // NIST SP 800-38D §8.2.2: 96 random bits; far below 2^32 messages
const TAG_BYTES = 16;

/** What texts of one kind are sealed with. */
export interface SealedKind {
  /** First part of a sealed text, by which its format is known. */
  readonly format: string;
  /** Gives the kind a key of its own. */
  readonly purpose: string;
}

/** Where a sealed text belongs. */
export interface SealedPlace {
  /** Authenticated with the text, so that it cannot be moved to another row. */
  readonly bound: readonly string[];
  /** What it is, for the one who has the wrong key: `The private key "a" of keystore "default"`. */
  readonly name: string;
}

/** Secrets at rest: AES-256-GCM under a key derived from the deployment's encryption key, as `<format>.<key id>.<iv>.<ciphertext and tag>`. */
export class SealedTexts {
  /** Public name of the encryption key: says which key a row needs without telling anything about the key. */
  readonly keyId: string;
  readonly #key: Buffer;
  readonly #format: string;

  constructor(encryptionKey: Buffer, { format, purpose }: SealedKind) {
    this.#format = format;
    this.#key = derive(encryptionKey, purpose);
    this.keyId = createHash('sha256').update(derive(encryptionKey, 'key-id')).digest('base64url').slice(0, 11);
  }

  seal({ bound }: SealedPlace, text: string): string {
    const iv = randomNonce(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv).setAAD(Buffer.from(JSON.stringify(bound)));
    const sealed = Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]);
    return [this.#format, this.keyId, iv.toString('base64url'), sealed.toString('base64url')].join('.');
  }

  /** @throws WrongEncryptionKeyError sealed with another key, altered, or moved from another row */
  open(place: SealedPlace, text: string): string {
    const [format, keyId, iv, sealed] = text.split('.');
    if (format !== this.#format || iv === undefined || sealed === undefined)
      throw unreadable(place, 'is in an unknown format');
    if (keyId !== this.keyId) throw unreadable(place, 'was encrypted with another encryption key');
    try {
      return this.#open(place.bound, Buffer.from(iv, 'base64url'), Buffer.from(sealed, 'base64url'));
    } catch {
      throw unreadable(place, 'was altered');
    }
  }

  #open(bound: readonly string[], iv: Buffer, sealed: Buffer): string {
    const decipher = createDecipheriv('aes-256-gcm', this.#key, iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(JSON.stringify(bound))).setAuthTag(sealed.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]).toString();
  }
}

function derive(encryptionKey: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', encryptionKey, '', `gatehouse keystore ${purpose}`, 32));
}

function unreadable({ name }: SealedPlace, problem: string): WrongEncryptionKeyError {
  return new WrongEncryptionKeyError(
    `${name} ${problem}. Start with the encryption key it was stored under; nothing was changed.`,
  );
}
