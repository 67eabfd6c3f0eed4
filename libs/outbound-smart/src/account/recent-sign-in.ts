const MINUTE = 60_000;
/** Whoever comes by an unlocked browser is not to find the page open. */
const MINUTES_TO_OPEN = 15;
/** A form that was opened in time may be filled in at leisure. */
const MINUTES_TO_SUBMIT = 30;

/** Whether a sign-in is recent enough to see, or to change, what somebody signs in with. */
export function isRecentSignIn(authTime: Date, now: Date, step: 'open' | 'submit'): boolean {
  const most = (step === 'open' ? MINUTES_TO_OPEN : MINUTES_TO_SUBMIT) * MINUTE;
  return now.getTime() - authTime.getTime() <= most;
}
