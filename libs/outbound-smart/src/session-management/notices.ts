/** What the page says after an answer: a fixed catalogue, never text from a request (S-12). */
export const notices = {
  'app-removed': 'The app no longer has access. If it asks again, you decide anew.',
  'access-ended': 'This access has ended.',
  nothing: 'Nothing was changed: that access had ended before.',
} as const;

/** Key of a notice, as the address of the page carries it. */
export type Notice = keyof typeof notices;

/** Whether a text from a request is the key of a notice. */
export function isNotice(text: string | undefined): text is Notice {
  return text !== undefined && Object.hasOwn(notices, text);
}
