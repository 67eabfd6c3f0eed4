/** What the page says after an answer: a fixed catalogue, never text from a request (S-12). */
export const accountNotices = {
  'password-changed': 'Your password is changed. You are signed out everywhere else, and apps have to ask you again.',
  'second-factor-removed': 'The second step is removed. From now on, only your password protects your account.',
} as const;

/** Key of a notice, as the address of the page carries it. */
export type AccountNotice = keyof typeof accountNotices;

/** Whether a text from a request is the key of a notice. */
export function isAccountNotice(text: string | undefined): text is AccountNotice {
  return text !== undefined && Object.hasOwn(accountNotices, text);
}
