/** Nobody waits shorter than this for a refusal, nor longer because others took long, in milliseconds. */
const SHORTEST = 100;
const LONGEST = 1_500;
/** How fast slow days are forgotten. */
const FADING = 0.95;

/**
 * How long refusals take. A directory answers sooner where there is no such person; a hash that was imported takes longer than one of ours: nobody is
 * told apart by that if all refusals take as long as a wrong password did lately (V-56).
 */
export class RefusalPace {
  private milliseconds = SHORTEST;

  /**
   * @param taken how long a wrong password of the slowest kind took, in milliseconds
   * @param expected how long one takes for all that is known beforehand: a slow machine may need twice as long
   */
  learn(taken: number, expected = 0): void {
    const longest = Math.max(LONGEST, 2 * expected);
    this.milliseconds = Math.min(longest, Math.max(SHORTEST, taken, this.milliseconds * FADING));
  }

  /**
   * How much longer a refusal waits after so many milliseconds.
   * @param expected how long one takes for all that is known beforehand, in milliseconds
   */
  rest(taken: number, expected = 0): number {
    return Math.max(0, Math.max(this.milliseconds, expected) - taken);
  }
}
