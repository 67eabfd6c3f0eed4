import { once } from 'node:events';
import { createTransport, type Transporter } from 'nodemailer';
import { attemptOfMailFailure, reasonOf, type MailAttempt, type MailFailure } from './mail-retries.js';
import type { MailServerCheck, MailServerProblem, MailSettings } from './mailer.port.js';
import type { SealedMail } from './sealed-mails.js';

/** Milliseconds for the connection, for the greeting, and for each answer after it. */
const TIMES = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000, dnsTimeout: 5_000 };
/** Milliseconds for one mail altogether: a server that answers byte by byte keeps nobody longer. */
export const LONGEST_DELIVERY_MS = 60_000;

/** Hands mails to mail servers by SMTP, each over a connection of its own: whoever sends bounds how many at once. */
export class SmtpDelivery implements MailServerCheck {
  /** Never throws: what goes wrong is the outcome. @param signal ends it, and the connection with it */
  async deliver(settings: MailSettings, mail: SealedMail, signal: AbortSignal): Promise<MailAttempt> {
    const { to } = mail;
    if (to === undefined) return { kind: 'sent' };
    const message = messageOf(settings, { ...mail, to });
    const outcome = await inTime(settings, (transport, end) => transport.sendMail({ ...message, signal: end }), signal);
    return outcome === undefined ? { kind: 'sent' } : attemptOfMailFailure(outcome);
  }

  async check(settings: MailSettings): Promise<MailServerProblem | undefined> {
    const failure = await inTime(settings, (transport) => transport.verify());
    return failure === undefined ? undefined : { kind: kindOf(failure), reason: reasonOf(failure) };
  }
}

/** Addresses are given as what they are and not as text to be taken apart: one mail goes to one person, whatever the address looks like. */
function messageOf({ from }: MailSettings, { to, subject, text }: SealedMail & { readonly to: string }) {
  return {
    from: { name: '', address: from },
    to: { name: '', address: to },
    envelope: { from, to: [to] },
    subject,
    text,
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** What failed; undefined when all went well in time. */
async function inTime(
  settings: MailSettings,
  work: (transport: Transporter, end: AbortSignal) => Promise<unknown>,
  stop = new AbortController().signal,
): Promise<MailFailure | undefined> {
  const late = new AbortController();
  const end = AbortSignal.any([late.signal, stop]);
  const ended = once(end, 'abort').then((): MailFailure => ({}));
  const timer = setTimeout(() => late.abort(), LONGEST_DELIVERY_MS);
  const transport = transportOf(settings);
  try {
    const done = work(transport, end).then(() => undefined, failureOf);
    const failure = await Promise.race([ended, done]);
    return failure !== undefined && end.aborted ? { code: stop.aborted ? 'EABORT' : 'ETIMEDOUT' } : failure;
  } finally {
    clearTimeout(timer);
    transport.close();
  }
}

function failureOf(error: unknown): MailFailure {
  return typeof error === 'object' && error !== null ? error : {};
}

function transportOf({ host, port, security, username, password, trustedCertificates }: MailSettings): Transporter {
  return createTransport({
    ...{ host, port, ...TIMES },
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls: { minVersion: 'TLSv1.2', ...(trustedCertificates !== undefined && { ca: trustedCertificates }) },
    ...(username !== undefined && { auth: { user: username, pass: password ?? '' } }),
  });
}

const KINDS: ReadonlyMap<unknown, MailServerProblem['kind']> = new Map([
  ['EAUTH', 'refused-sign-in'],
  ['ENOAUTH', 'refused-sign-in'],
  ['ETLS', 'no-tls'],
  ['EREQUIRETLS', 'no-tls'],
  ['EPROTOCOL', 'refused'],
  ['EENVELOPE', 'refused'],
]);

function kindOf({ code, originalCode }: MailFailure): MailServerProblem['kind'] {
  const isCertificate = typeof originalCode === 'string' && /CERT|SELF_SIGNED|ALTNAME|SSL|_TLS_/.test(originalCode);
  return isCertificate ? 'no-tls' : (KINDS.get(code) ?? 'unreachable');
}
