/** What the pages can say: a fixed catalogue, never text from a request (S-12). */
export const forgotPasswordMessages = {
  nobody: 'Enter your user name or your e-mail address.',
  'too-many':
    'Too many codes were asked for from your network. Wait an hour and try again, or ask the people who run this service.',
  wrong: 'This is not the code of the mail. Check it and try again.',
  over: 'The code is used up or its time is over. Ask for another one.',
  gone: 'The code is used up or its time is over, or your account has changed. Nothing was changed. Ask for another code.',
} as const;

/** A key of {@link forgotPasswordMessages}. */
export type ForgotPasswordProblem = keyof typeof forgotPasswordMessages;

/** Whether a value of the `error` query parameter is one of ours. */
export function isForgotPasswordProblem(value: string | undefined): value is ForgotPasswordProblem {
  return value !== undefined && Object.hasOwn(forgotPasswordMessages, value);
}
