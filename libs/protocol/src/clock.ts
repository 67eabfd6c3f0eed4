/** Where code asks for the time, so that tests can stand still. Expiry of stored state is the database's business (ruling 62). */
export interface Clock {
  now(): Date;
}

/** DI token of {@link Clock}. */
export const CLOCK = Symbol('Clock');

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date() };

/** Whole seconds since 1970 UTC, rounded down: the NumericDate of RFC 7519 §2. */
export function epochSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}
