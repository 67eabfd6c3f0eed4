/** Whoever enters user codes: a browser, an address. */
export interface Guesser {
  readonly key: string;
  /** Wrong codes until it has to wait. */
  readonly limit: number;
}

/** Counts wrong user codes, so that nobody tries them all (RFC 8628 §5.1). */
export interface UserCodeGuessStore {
  /**
   * Counts a guess before it is looked at, so that many at once are counted too (V-52); false at the first of the guessers that has none left,
   * and those behind it leave no row.
   */
  reserve(moduleId: string, guessers: readonly Guesser[], windowSeconds: number): Promise<boolean>;
  /** Takes the count of a guess back that was right. */
  release(moduleId: string, guessers: readonly Guesser[]): Promise<void>;
}

/** DI token of {@link UserCodeGuessStore}. */
export const USER_CODE_GUESS_STORE = Symbol('UserCodeGuessStore');
