import { PASSWORD_NOT_TAKEN } from '../../texts/password-texts.js';

/** One text for every code that is not taken, whatever the reason: wrong, used before, of another time, or too many wrong ones before it. */
export const CODE_NOT_TAKEN =
  'This code does not count. It may be mistyped, used already or out of date, or there were too many wrong codes. Wait for the next code and try again.';

/** The same of passkeys, those that are known and those that are new. */
export const PASSKEY_NOT_TAKEN =
  'The passkey was not taken. It may belong to another account or address, or the page was open for too long. Try again, or go on in another way. Passkeys need JavaScript.';

/** What the page says after an answer that was not taken, by the `error` of its address. */
export const secondFactorMessages = {
  code: CODE_NOT_TAKEN,
  passkey: PASSKEY_NOT_TAKEN,
  password: PASSWORD_NOT_TAKEN,
} as const;

/** A key of {@link secondFactorMessages}. */
export type SecondFactorProblem = keyof typeof secondFactorMessages;

/** What is to be said; nothing where the text is not a key of ours. */
export function saidOf(error: string | undefined): { readonly error?: string } {
  if (error === undefined || !Object.hasOwn(secondFactorMessages, error)) return {};
  return { error: secondFactorMessages[error as SecondFactorProblem] };
}
