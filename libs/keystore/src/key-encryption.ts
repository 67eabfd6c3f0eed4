import { createCipheriv, createDecipheriv, createHash, hkdfSync, type JsonWebKey } from 'node:crypto';
import { randomNonce } from '#protocol/random';
import { WrongEncryptionKeyError } from './keystore-errors.js';

const FORMAT = 'gk1';
const IV_BYTES = 12; // NIST SP 800-38D §8.2.2: 96 random bits; far below 2^32 messages
const TAG_BYTES = 16;

/**
 * Private keys at rest: AES-256-GCM under a key derived from the deployment's encryption key, as `gk1.<key id>.<iv>.<ciphertext and tag>`.
 * Keystore and kid are authenticated with it, so that a row cannot be moved under another name.
 */
export class KeyEncryption {
  /** Public name of the encryption key: says which key a row needs without telling anything about the key. */
  readonly keyId: string;
  readonly #key: Buffer;

  constructor(encryptionKey: Buffer) {
    this.#key = derive(encryptionKey, 'private-jwk');
    this.keyId = createHash('sha256').update(derive(encryptionKey, 'key-id')).digest('base64url').slice(0, 11);
  }

  encrypt(keystoreId: string, kid: string, jwk: JsonWebKey): string {
    const iv = randomNonce(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv).setAAD(boundTo(keystoreId, kid));
    const sealed = Buffer.concat([cipher.update(JSON.stringify(jwk)), cipher.final(), cipher.getAuthTag()]);
    return [FORMAT, this.keyId, iv.toString('base64url'), sealed.toString('base64url')].join('.');
  }

  /** @throws WrongEncryptionKeyError encrypted with another key, altered, or moved from another row */
  decrypt(keystoreId: string, kid: string, encrypted: string): JsonWebKey {
    const [format, keyId, iv, sealed] = encrypted.split('.');
    if (format !== FORMAT || iv === undefined || sealed === undefined)
      throw unreadable(keystoreId, kid, 'is in an unknown format');
    if (keyId !== this.keyId) throw unreadable(keystoreId, kid, 'was encrypted with another encryption key');
    try {
      return this.#open(Buffer.from(iv, 'base64url'), Buffer.from(sealed, 'base64url'), boundTo(keystoreId, kid));
    } catch {
      throw unreadable(keystoreId, kid, 'was altered');
    }
  }

  #open(iv: Buffer, sealed: Buffer, bound: Buffer): JsonWebKey {
    const decipher = createDecipheriv('aes-256-gcm', this.#key, iv, { authTagLength: TAG_BYTES }).setAAD(bound);
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    const text = Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]).toString();
    return JSON.parse(text) as JsonWebKey;
  }
}

function derive(encryptionKey: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', encryptionKey, '', `gatehouse keystore ${purpose}`, 32));
}

function boundTo(keystoreId: string, kid: string): Buffer {
  return Buffer.from(JSON.stringify([keystoreId, kid]));
}

function unreadable(keystoreId: string, kid: string, problem: string): WrongEncryptionKeyError {
  return new WrongEncryptionKeyError(
    `The private key "${kid}" of keystore "${keystoreId}" ${problem}. Start with the encryption key it was stored under; nothing was changed.`,
  );
}
