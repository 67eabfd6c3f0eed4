import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { ServerSecrets } from '../server-secrets.port.js';

/** Secrets derived from the encryption key, each under a purpose of its own, so that one leaked secret tells nothing about another. */
export class DerivedSecrets implements ServerSecrets {
  readonly #encryptionKey: Buffer;

  constructor(encryptionKey: Buffer) {
    this.#encryptionKey = encryptionKey;
  }

  derive(purpose: string): KeyObject {
    return createSecretKey(Buffer.from(hkdfSync('sha256', this.#encryptionKey, '', `gatehouse secret ${purpose}`, 32)));
  }
}
