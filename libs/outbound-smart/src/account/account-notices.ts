import { say } from '#skin/phrases.port';

/** What the page says after an answer: a fixed catalogue, never text from a request (S-12). */
export const accountNotices = {
  'password-changed': say('account.notice.password-changed'),
  'second-factor-removed': say('account.notice.second-factor-removed'),
  'authenticator-removed': say('account.notice.authenticator-removed'),
  'passkey-added': say('account.notice.passkey-added'),
  'passkey-renamed': say('account.notice.passkey-renamed'),
  'passkey-removed': say('account.notice.passkey-removed'),
  'recovery-codes-gone': say('account.notice.recovery-codes-gone'),
} as const;

/** Key of a notice, as the address of the page carries it. */
export type AccountNotice = keyof typeof accountNotices;

/** Whether a text from a request is the key of a notice. */
export function isAccountNotice(text: string | undefined): text is AccountNotice {
  return text !== undefined && Object.hasOwn(accountNotices, text);
}
