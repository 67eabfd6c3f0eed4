/**
 * Lets so many signatures be computed at once; the others wait in the order they came. More threads than processors compute no more
 * signatures, but take the event loop's processor from it (by a fifth of all requests, measured on two), and leave no thread of
 * the pool for anything else.
 */
export class SigningTurns {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(atOnce: number) {
    this.#free = atOnce;
  }

  /** Computes when its turn has come; a failure gives the turn back like a success. */
  async run<T>(compute: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await compute();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}
