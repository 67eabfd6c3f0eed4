import type { Phrase } from '#protocol/phrase';
import { say } from '#skin/phrases.port';
import { PASSWORD_NOT_TAKEN } from '../../texts/password-texts.js';

/** One text for every code that is not taken, whatever the reason: wrong, used before, of another time, or too many wrong ones before it. */
export const CODE_NOT_TAKEN = say('second-factor.problem.code');

/** The same of passkeys, those that are known and those that are new. */
export const PASSKEY_NOT_TAKEN = say('second-factor.problem.passkey');

/** What the page says after an answer that was not taken, by the `error` of its address. */
export const secondFactorMessages = {
  code: CODE_NOT_TAKEN,
  passkey: PASSKEY_NOT_TAKEN,
  password: PASSWORD_NOT_TAKEN,
} as const;

/** A key of {@link secondFactorMessages}. */
export type SecondFactorProblem = keyof typeof secondFactorMessages;

/** What is to be said; nothing where the text is not a key of ours. */
export function saidOf(error: string | undefined): { readonly error?: Phrase } {
  if (error === undefined || !Object.hasOwn(secondFactorMessages, error)) return {};
  return { error: secondFactorMessages[error as SecondFactorProblem] };
}
