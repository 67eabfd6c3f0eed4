/** Seconds after each failed attempt until the next; the last one holds as long as the mail is of use. */
const PAUSES = [5, 15, 60, 300, 900, 1_800];

/** What became of one attempt to hand a mail over. */
export type MailAttempt =
  | { readonly kind: 'sent' }
  /** Another attempt would end the same way. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'missed'; readonly reason: string };

/** What a mail server or the way there said. */
export interface MailFailure {
  /** nodemailer's name of the failure. */
  readonly code?: unknown;
  /** Node's or OpenSSL's name of what is behind it. */
  readonly originalCode?: unknown;
  /** Status of the answer (RFC 5321 §4.2.1). */
  readonly responseCode?: unknown;
}

/**
 * A status of 5xx is for good where it is about the mail (RFC 5321 §4.2.1); one about the sign-in is mended by an administrator. Nothing of the
 * answer's text goes into the reason: it has the person's address.
 */
export function attemptOfMailFailure(failure: MailFailure): MailAttempt {
  const { code, responseCode } = failure;
  const reason = reasonOf(failure);
  const isAboutMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  const isFinal = isAboutMail && typeof responseCode === 'number' && responseCode >= 500;
  return { kind: isFinal ? 'refused' : 'missed', reason };
}

/** The failure in a word or two, without any address. */
export function reasonOf({ code, originalCode, responseCode }: MailFailure): string {
  const name = [originalCode, code].find((each) => typeof each === 'string' && /^[A-Z_0-9]{2,60}$/.test(each));
  const known = typeof name === 'string' ? name : 'failed';
  return typeof responseCode === 'number' ? `${known}, status ${String(responseCode)}` : known;
}

/** Seconds until the next attempt after `attempts` failed ones. */
export function pauseAfterMiss(attempts: number): number {
  return PAUSES[Math.min(attempts, PAUSES.length) - 1] ?? 5;
}
