import { say } from '#skin/phrases.port';

/** What the pages can say: a fixed catalogue, never text from a request (S-12). */
export const forgotPasswordMessages = {
  nobody: say('forgot.problem.nobody'),
  'too-many': say('forgot.problem.too-many'),
  wrong: say('code.wrong'),
  over: say('forgot.problem.over'),
  gone: say('forgot.problem.gone'),
} as const;

/** A key of {@link forgotPasswordMessages}. */
export type ForgotPasswordProblem = keyof typeof forgotPasswordMessages;

/** Whether a value of the `error` query parameter is one of ours. */
export function isForgotPasswordProblem(value: string | undefined): value is ForgotPasswordProblem {
  return value !== undefined && Object.hasOwn(forgotPasswordMessages, value);
}
