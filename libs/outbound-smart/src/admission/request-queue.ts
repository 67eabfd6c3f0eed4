import { OAuthError } from '#protocol/oauth2/oauth-error';

/** How many requests a {@link RequestQueue} holds. */
export interface RequestQueueLimits {
  /** Requests worked on at once. */
  readonly atOnce: number;
  /** Requests that may wait for their turn; more are told to come back. */
  readonly waiting: number;
}

/**
 * Lets requests in one after the other when there are many. Who has claimed a code or a refresh token must not lose to
 * the crowd behind when the database is needed again: the crowd waits here, with nothing claimed yet.
 */
export class RequestQueue {
  /** Those who wait with something in their hands, before all others. */
  private readonly resuming: (() => void)[] = [];
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  constructor(private readonly limits: RequestQueueLimits) {}

  /**
   * Does the work when its turn has come, in the order of the calls.
   * @throws OAuthError temporarily_unavailable — too many wait already
   */
  run<T>(work: () => Promise<T>): Promise<T> {
    return this.within(this.waiting, this.limits.waiting, work);
  }

  /**
   * As {@link run}, for somebody who was in before, left to wait for something else, and holds a claim: before all who are new, and never refused. They
   * are no more than were let in.
   */
  resume<T>(work: () => Promise<T>): Promise<T> {
    return this.within(this.resuming, Infinity, work);
  }

  private async within<T>(line: (() => void)[], most: number, work: () => Promise<T>): Promise<T> {
    await this.turn(line, most);
    try {
      return await work();
    } finally {
      this.next();
    }
  }

  private async turn(line: (() => void)[], most: number): Promise<void> {
    if (this.running < this.limits.atOnce) {
      this.running += 1;
      return;
    }
    if (line.length >= most)
      throw new OAuthError('temporarily_unavailable', 'The server has too much to do. Try again in a few seconds.');
    await new Promise<void>((resolve) => line.push(resolve));
  }

  /** Hands the place on: to who holds a claim, else to who waits longest. */
  private next(): void {
    const first = this.resuming.shift() ?? this.waiting.shift();
    if (first === undefined) this.running -= 1;
    else first();
  }
}
