import type { Clock } from '#protocol/clock';
import { sha256Base64Url } from '#protocol/hash';

/** Tokens remembered in one place; beyond it the oldest goes. */
export const MOST_TOKENS = 10_000;

interface Entry<T> {
  readonly value: T;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly until: number;
}

/** How long something may be remembered. */
export interface Remembrance {
  readonly seconds: number;
  /** Seconds since 1970; never remembered for longer. */
  readonly expiresAt?: number;
}

/** What came of tokens, by the SHA-256 of the whole token: two that differ in one sign are two (V-44). */
export class TokenCache<T> {
  private readonly entries = new Map<string, Entry<T>>();

  constructor(private readonly clock: Clock) {}

  find(token: string): T | undefined {
    const key = sha256Base64Url(token);
    const entry = this.entries.get(key);
    const now = this.clock.now().getTime();
    // A clock that is set back makes nothing younger.
    if (entry !== undefined && entry.from <= now && now < entry.until) return entry.value;
    this.entries.delete(key);
    return undefined;
  }

  remember(token: string, value: T, { seconds, expiresAt = Infinity }: Remembrance): void {
    const from = this.clock.now().getTime();
    const until = Math.min(from + seconds * 1_000, expiresAt * 1_000);
    if (until <= from) return;
    const key = sha256Base64Url(token);
    this.entries.delete(key);
    if (this.entries.size >= MOST_TOKENS) this.entries.delete(this.entries.keys().next().value ?? key);
    this.entries.set(key, { value, from, until });
  }
}
