const MINUTE = 60_000;

/** For how long after a sign-in something can be done, in minutes. */
const MINUTES = {
  /** Whoever comes by an unlocked browser is not to find the page open. */
  open: 15,
  /** A form that was opened in time may be filled in at leisure. */
  submit: 30,
  /** A sign-in stands for a password that cannot be asked for here, before somebody gets their first second factor. */
  'begin-factor': 5,
  /** An authenticator app has to be found first. */
  'confirm-factor': 15,
} as const;

/** Whether a sign-in is recent enough to see, or to change, what somebody signs in with. */
export function isRecentSignIn(authTime: Date, now: Date, step: keyof typeof MINUTES): boolean {
  return now.getTime() - authTime.getTime() <= MINUTES[step] * MINUTE;
}
