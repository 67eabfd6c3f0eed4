import type { Clock } from '#protocol/clock';

/** What another server said, and for how long it need not be asked again. */
export interface FreshAnswer<T> {
  readonly value: T;
  readonly freshSeconds: number;
}

/** An answer may be used for so long while a newer one cannot be had (S-16). */
const LONGEST_SECONDS = 86_400;
/** Seconds between two questions: after one that was not answered, and for what the answer did not have (F-20). */
const PAUSE = { afterFailure: 10, forMore: 30 };

/**
 * What another server says at one address, remembered: asked again behind the backs of those who want it once it is old, and kept while nothing
 * good comes. Those who want it at the same time share one question.
 */
export class KeptAnswer<T> {
  private kept: (FreshAnswer<T> & { readonly at: number }) | undefined;
  /** In milliseconds since 1970. */
  private askedAt = -Infinity;
  private asking: Promise<void> | undefined;
  private failure: Error | undefined;

  /** @param ask may throw: then what was known before stays */
  constructor(
    private readonly ask: () => Promise<FreshAnswer<T>>,
    private readonly clock: Clock,
  ) {}

  /** Why the last question was not answered. */
  get problem(): Error | undefined {
    return this.failure;
  }

  /** What is known, without waiting; a question is under way where that is old or nothing. */
  now(): T | undefined {
    if (!this.isWithin(this.kept?.freshSeconds ?? 0)) void this.question(this.failure ? PAUSE.afterFailure : 0);
    return this.isWithin(LONGEST_SECONDS) ? this.kept?.value : undefined;
  }

  /** What is known, or comes now. */
  async current(): Promise<T | undefined> {
    const known = this.now();
    if (known !== undefined) return known;
    await this.asking;
    return this.isWithin(LONGEST_SECONDS) ? this.kept?.value : undefined;
  }

  /** After what was sought was not in it: a newer answer, `undefined` where there is none or none was asked for so soon. */
  async newer(): Promise<T | undefined> {
    const before = this.kept;
    await this.question(PAUSE.forMore);
    return this.kept === before ? undefined : this.kept?.value;
  }

  private isWithin(seconds: number): boolean {
    return this.kept !== undefined && this.secondsSince(this.kept.at) < seconds;
  }

  /** A clock that is set back makes nothing younger. */
  private secondsSince(moment: number): number {
    return Math.abs(this.clock.now().getTime() - moment) / 1_000;
  }

  private question(pauseSeconds: number): Promise<void> {
    if (this.asking !== undefined) return this.asking;
    if (this.secondsSince(this.askedAt) < pauseSeconds) return Promise.resolve();
    this.askedAt = this.clock.now().getTime();
    this.asking = this.fetch().finally(() => {
      this.asking = undefined;
    });
    return this.asking;
  }

  /** Never rejects: nobody may be waiting. */
  private async fetch(): Promise<void> {
    try {
      const answer = await this.ask();
      this.kept = { ...answer, at: this.clock.now().getTime() };
      this.failure = undefined;
    } catch (error) {
      this.failure = error instanceof Error ? error : new Error(String(error));
    }
  }
}
