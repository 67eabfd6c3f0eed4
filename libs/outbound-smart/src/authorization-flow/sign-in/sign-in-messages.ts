/** What the sign-in page can say about the last attempt: a fixed catalogue, never text from a request (S-12). */
export const signInMessages = {
  credentials:
    'The user name or the password is not correct, or the account cannot sign in right now. Check both and try again.',
  busy: 'Many people are signing in right now. Wait a few seconds and try again.',
  unavailable: 'Sign-in is not available right now, which says nothing about your password. Try again in a minute.',
  passkey:
    'You were not signed in by a passkey: it does not work here, the page was open for too long, or the account cannot sign in right now. Try again, or use your password. Passkeys need JavaScript.',
  'start-over':
    'The sign-in took too long, or there were too many wrong codes. Nothing is lost: sign in again to go on.',
  'service-refused': 'You were not signed in there: the sign-in was cancelled or refused. Try again.',
  'service-unavailable': 'That sign-in service cannot be reached right now. Try again in a minute.',
  'service-failed':
    'That sign-in service gave an answer that cannot be used. Try again; if it happens every time, tell the people who run this server.',
  'service-unready':
    'Sign-in by that service is not set up completely on this server, so that nobody comes in by it. Tell the people who run this server.',
  'service-account':
    'You were signed in there, but cannot sign in here with that account. Ask the people who run this server.',
} as const;

/** A key of {@link signInMessages}. */
export type SignInProblem = keyof typeof signInMessages;

/** Whether a value of the `error` query parameter is one of ours. */
export function isSignInProblem(value: string | undefined): value is SignInProblem {
  return value !== undefined && Object.hasOwn(signInMessages, value);
}

/** What it can say after something that went well elsewhere. */
export const signInNotices = {
  'password-changed': 'Your password is changed. Sign in with the new one.',
  'second-factor-set-up':
    'Your second step is set up, but the sign-in was over before its recovery codes could be shown. Sign in with it, and then get recovery codes on the page of your account, under “Second step”.',
  registered: 'Your account is made. Sign in with it.',
} as const;

/** A key of {@link signInNotices}. */
export type SignInNotice = keyof typeof signInNotices;

/** Whether a value of the `done` query parameter is one of ours. */
export function isSignInNotice(value: string | undefined): value is SignInNotice {
  return value !== undefined && Object.hasOwn(signInNotices, value);
}
