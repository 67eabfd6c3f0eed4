import { MarkupText, type Value } from '../value.js';

/** A value among the words of an author. */
export interface PutIn {
  readonly value: Value;
  /** Whether it is a message: the author's code where it stands as code, and what it says where it stands in a literal. */
  readonly isMessage?: true;
}

/** A text that is the author's but for the values that were put into it: what scripts and style sheets are made of. */
export class PiecedText extends MarkupText {
  constructor(
    /** All of it as it prints. */
    text: string,
    readonly pieces: readonly (string | PutIn)[],
  ) {
    super(text);
  }

  static of(words: string): PiecedText {
    return new PiecedText(words, [words]);
  }
}

/** The pieces of any value: one that is no such text is put in as a whole. */
export function piecesOf(value: Value): readonly (string | PutIn)[] {
  return value instanceof PiecedText ? value.pieces : [{ value }];
}
