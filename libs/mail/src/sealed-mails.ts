import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import { randomNonce } from '#protocol/random';
import type { Mail } from './mailer.port.js';

/** Where keys come from. */
export interface KeyDerivation {
  derive(purpose: string): KeyObject;
}

/** What of a mail waits in the database. */
export type SealedMail = Pick<Mail, 'to' | 'subject' | 'text'>;

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Mails that wait have codes in them, and addresses of people: nobody reads them in the database (O-05). */
export class SealedMails {
  readonly #key: KeyObject;

  constructor(secrets: KeyDerivation) {
    this.#key = secrets.derive('mails');
  }

  seal(moduleId: string, { to, subject, text }: SealedMail): Buffer {
    const iv = randomNonce(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#key, iv).setAAD(Buffer.from(moduleId));
    const sealed = cipher.update(JSON.stringify({ to, subject, text }));
    return Buffer.concat([iv, sealed, cipher.final(), cipher.getAuthTag()]);
  }

  /** @throws Error it was not sealed here for this module */
  open(moduleId: string, bytes: Buffer): SealedMail {
    const decipher = createDecipheriv(ALGORITHM, this.#key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(moduleId)).setAuthTag(bytes.subarray(-TAG_BYTES));
    const text = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
    return JSON.parse(text.toString()) as SealedMail;
  }
}
