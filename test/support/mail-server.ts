import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { certificateFor } from './certificate.js';

/** A mail as it arrived. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly isEncrypted: boolean;
  /** The whole message. */
  readonly raw: string;
}

/** How the server behaves. */
export interface MailServerOptions {
  /** Who must sign in. */
  readonly credentials?: { readonly username: string; readonly password: string };
  /** Offers no STARTTLS. */
  readonly withoutTls?: boolean;
  /** Status and text with which a recipient is refused; undefined takes the mail. Asked for each attempt. */
  readonly refusal?: (recipient: string) => { readonly status: number; readonly text: string } | undefined;
}

/** The name that its certificate is for. */
export const MAIL_HOST = 'localhost';

/** A mail server on loopback that speaks STARTTLS and keeps what it is given. */
export class MailServer {
  readonly received: ReceivedMail[] = [];
  /** Recipients of all attempts. */
  readonly attempts: string[] = [];
  private readonly waiting: {
    readonly isWanted: (mail: ReceivedMail) => boolean;
    readonly found: (mail: ReceivedMail) => void;
  }[] = [];
  private readonly taken = new Set<ReceivedMail>();

  private constructor(
    readonly certificate: string,
    private readonly server: SMTPServer,
  ) {}

  static async start(options: MailServerOptions = {}): Promise<MailServer> {
    const { cert, key } = certificateFor(MAIL_HOST);
    const behaviour: SMTPServerOptions = {
      ...{ cert, key, logger: false, disableReverseLookup: true, authOptional: options.credentials === undefined },
      disabledCommands: options.withoutTls === true ? ['STARTTLS'] : [],
      onAuth: ({ username, password }, _session, callback) => {
        const isRight = username === options.credentials?.username && password === options.credentials?.password;
        if (isRight) callback(null, { user: username });
        else callback(Object.assign(new Error('wrong'), { responseCode: 535 }));
      },
      onRcptTo: ({ address }, _session, callback) => {
        own().attempts.push(address);
        const refusal = options.refusal?.(address);
        if (refusal === undefined) callback();
        else callback(Object.assign(new Error(refusal.text), { responseCode: refusal.status }));
      },
      onData: (stream, session, callback) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const { mailFrom, rcptTo } = session.envelope;
          const from = mailFrom === false ? '' : mailFrom.address;
          own().take(
            from,
            rcptTo.map(({ address }) => address),
            session.secure,
            Buffer.concat(chunks).toString(),
          );
          callback();
        });
      },
    };
    const server = new SMTPServer(behaviour);
    const mails = new MailServer(cert, server);
    const own = (): MailServer => mails;
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    return mails;
  }

  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  /** Properties by which module `smart_auth` sends its mails here. */
  get properties(): readonly string[] {
    const module = 'module.smart_auth.config';
    return [
      `${module}.mail.smtp.host=${MAIL_HOST}`,
      `${module}.mail.smtp.port=${String(this.port)}`,
      `${module}.mail.smtp.trusted_certificates.text=${this.certificate.trim().replaceAll('\n', '\\n\\\n')}`,
      `${module}.email.from_address=noreply@clinic.example`,
    ];
  }

  /** The next mail to this address, about this, that nobody has looked at; it may still be on its way. */
  async next(to: string, subject?: string): Promise<ReceivedMail> {
    const isWanted = (mail: ReceivedMail): boolean =>
      mail.to.some((each) => each.toLowerCase() === to) &&
      (subject === undefined || mail.subject === subject) &&
      !this.taken.has(mail);
    const known = this.received.find(isWanted);
    const mail = known ?? (await new Promise<ReceivedMail>((found) => this.waiting.push({ isWanted, found })));
    this.taken.add(mail);
    return mail;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private take(from: string, to: readonly string[], isEncrypted: boolean, raw: string): void {
    const [head = '', body = ''] = raw.split(/\r\n\r\n(.*)/s);
    const subject = /^Subject: (.*(?:\r\n[ \t].*)*)/m.exec(head)?.[1]?.replaceAll(/\r\n[ \t]/g, ' ') ?? '';
    const text = /quoted-printable/i.test(head) ? decoded(body) : body;
    const mail = { from, to, subject, text, isEncrypted, raw };
    this.received.push(mail);
    const index = this.waiting.findIndex((each) => each.isWanted(mail));
    if (index >= 0) this.waiting.splice(index, 1)[0]?.found(mail);
  }
}

function decoded(body: string): string {
  const bytes = body
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}
