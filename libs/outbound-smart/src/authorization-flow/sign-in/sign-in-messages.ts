import { say } from '#skin/phrases.port';

/** What the sign-in page can say about the last attempt: a fixed catalogue, never text from a request (S-12). */
export const signInMessages = {
  credentials: say('sign-in.problem.credentials'),
  busy: say('sign-in.problem.busy'),
  unavailable: say('sign-in.problem.unavailable'),
  passkey: say('sign-in.problem.passkey'),
  'start-over': say('sign-in.problem.start-over'),
  'service-refused': say('sign-in.problem.service-refused'),
  'service-unavailable': say('sign-in.problem.service-unavailable'),
  'service-failed': say('sign-in.problem.service-failed'),
  'service-unready': say('sign-in.problem.service-unready'),
  'service-account': say('sign-in.problem.service-account'),
} as const;

/** A key of {@link signInMessages}. */
export type SignInProblem = keyof typeof signInMessages;

/** Whether a value of the `error` query parameter is one of ours. */
export function isSignInProblem(value: string | undefined): value is SignInProblem {
  return value !== undefined && Object.hasOwn(signInMessages, value);
}

/** What it can say after something that went well elsewhere. */
export const signInNotices = {
  'password-changed': say('sign-in.notice.password-changed'),
  'second-factor-set-up': say('sign-in.notice.second-factor-set-up'),
  registered: say('sign-in.notice.registered'),
} as const;

/** A key of {@link signInNotices}. */
export type SignInNotice = keyof typeof signInNotices;

/** Whether a value of the `done` query parameter is one of ours. */
export function isSignInNotice(value: string | undefined): value is SignInNotice {
  return value !== undefined && Object.hasOwn(signInNotices, value);
}
