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
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  constructor(private readonly limits: RequestQueueLimits) {}

  /**
   * Does the work when its turn has come, in the order of the calls.
   * @throws OAuthError temporarily_unavailable — too many wait already
   */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.turn();
    try {
      return await work();
    } finally {
      this.next();
    }
  }

  private async turn(): Promise<void> {
    if (this.running < this.limits.atOnce) {
      this.running += 1;
      return;
    }
    if (this.waiting.length >= this.limits.waiting)
      throw new OAuthError('temporarily_unavailable', 'The server has too much to do. Try again in a few seconds.');
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Hands the place on to who waits longest. */
  private next(): void {
    const first = this.waiting.shift();
    if (first === undefined) this.running -= 1;
    else first();
  }
}
