import type { Mail } from './mailer.port.js';

/** Seals texts for the place where they are stored, each with a table and a row: opens nowhere else. */
export interface Sealer {
  seal(place: SealedPlace, text: string): string;
  /** @throws Error it was sealed for another place or with another key, or altered */
  open(place: SealedPlace, sealed: string): string;
}

interface SealedPlace {
  readonly table: string;
  readonly row: readonly string[];
}

/** What of a mail waits in the database. */
export type SealedMail = Pick<Mail, 'to' | 'subject' | 'text'>;

/** Mails that wait have codes in them, and addresses of people: nobody reads them in the database (O-05). */
export class SealedMails {
  constructor(private readonly sealer: Sealer) {}

  seal(moduleId: string, { to, subject, text }: SealedMail): Buffer {
    return Buffer.from(this.sealer.seal(placeOf(moduleId), JSON.stringify({ to, subject, text })));
  }

  /** @throws Error it was not sealed here for this module */
  open(moduleId: string, bytes: Buffer): SealedMail {
    return JSON.parse(this.sealer.open(placeOf(moduleId), bytes.toString())) as SealedMail;
  }
}

function placeOf(moduleId: string): SealedPlace {
  return { table: 'mail_queue', row: [moduleId] };
}
