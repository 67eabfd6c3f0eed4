/** What the page says after an answer: a fixed catalogue, never text from a request (S-12). */
export const accountNotices = {
  'password-changed': 'Your password is changed. You are signed out everywhere else, and apps have to ask you again.',
  'second-factor-removed': 'The second step is removed. From now on, only your password protects your account.',
  'authenticator-removed': 'The authenticator app is removed. Your passkeys are your second step from now on.',
  'passkey-added': 'The passkey is added.',
  'passkey-renamed': 'The passkey has another name now.',
  'passkey-removed': 'The passkey is removed. Nobody can use it here any more; you can delete it on your device, too.',
  'recovery-codes-gone':
    'Your recovery codes are not shown any more. If you did not keep them, get new ones under “Second step”.',
} as const;

/** Key of a notice, as the address of the page carries it. */
export type AccountNotice = keyof typeof accountNotices;

/** Whether a text from a request is the key of a notice. */
export function isAccountNotice(text: string | undefined): text is AccountNotice {
  return text !== undefined && Object.hasOwn(accountNotices, text);
}
