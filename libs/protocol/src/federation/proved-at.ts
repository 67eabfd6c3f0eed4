/** What is known of a sign-in at another system. Milliseconds since 1970. */
export interface SignInElsewhere {
  /** When the person proved who they are, as that system says; undefined where it does not. */
  readonly at: number | undefined;
  /** When they were sent there. */
  readonly sentAt: number;
  /** How old the sign-in there might be at that moment, where that was asked for and is verified. */
  readonly greatestAge?: number;
}

/**
 * When somebody who comes from another system proved who they are, where that was before they were sent there; undefined: just now. What clocks differ
 * by makes nobody's sign-in older than was asked for, who would be sent there again and again.
 */
export function provedBefore({ at, sentAt, greatestAge }: SignInElsewhere): Date | undefined {
  if (at === undefined || !Number.isFinite(at) || at < 0) return undefined;
  const earliest = greatestAge === undefined ? at : Math.max(at, sentAt - greatestAge);
  return earliest >= sentAt ? undefined : new Date(earliest);
}
