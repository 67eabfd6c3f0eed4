/** Nobody waits shorter than this for a refusal, nor longer because others took long, in milliseconds. */
const SHORTEST = 100;
const LONGEST = 1_500;
/** How fast slow days are forgotten. */
const FADING = 0.95;

/**
 * How long refusals take. A directory answers sooner where there is no such person, and is not asked at all where a name is locked: who may be told
 * apart by that is told so by nobody if all refusals take as long as a wrong password did lately (V-56).
 */
export class RefusalPace {
  private milliseconds = SHORTEST;

  /** @param taken how long the directory took for a wrong password, in milliseconds */
  learn(taken: number): void {
    this.milliseconds = Math.min(LONGEST, Math.max(SHORTEST, taken, this.milliseconds * FADING));
  }

  /** How much longer a refusal waits after so many milliseconds. */
  rest(taken: number): number {
    return Math.max(0, this.milliseconds - taken);
  }
}
