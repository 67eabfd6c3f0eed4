const MINUTE = 60_000;

/** For how long after a proof something can be done, in minutes. */
const MINUTES = {
  /** Whoever comes by an unlocked browser is not to find the page open. */
  open: 15,
  /** A form that was opened in time may be filled in at leisure. */
  submit: 30,
  /** A sign-in stands for a password that cannot be asked for here, before somebody gets their first second factor. */
  'begin-factor': 5,
  /** An authenticator app has to be found first. */
  'confirm-factor': 15,
  /** Another or no second factor, of somebody who has one: only the owner, who has just proved it, finds this open. */
  'offer-change': 2,
  /** A passkey wants a name and a finger, too. */
  'take-change': 5,
} as const;

/** What somebody wants to do. */
export type RecentStep = keyof typeof MINUTES;

/** Whether a sign-in, or another proof, is recent enough to see, or to change, what somebody signs in with. */
export function isRecentSignIn(provedAt: Date, now: Date, step: RecentStep): boolean {
  return now.getTime() - provedAt.getTime() <= MINUTES[step] * MINUTE;
}
