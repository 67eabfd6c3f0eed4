/** A language that browsers run or follow, in an element of its own. */
export type ProgramLanguage = 'script' | 'style';

/**
 * What a place in a script or style sheet is: of code that of a value; of literals one in quotes, one in backticks, one of a regular expression; a comment; an
 * address without quotes, as in `url(…)`.
 */
export type PlaceKind = 'value' | 'string' | 'template' | 'pattern' | 'comment' | 'address';

/** Where in a script or style sheet something is put. */
export interface Place {
  readonly language: ProgramLanguage;
  readonly kind: PlaceKind;
  /** Whether a backslash stands before it and takes the next character along. */
  readonly isEscaped: boolean;
  /** The last characters before it, at most {@link rememberedBefore}. */
  readonly before: string;
}

/** How values stand in literals of a script: as their text, or as the code of their value, quotes and all, as inlining of Thymeleaf has it. */
export type LiteralForm = 'text' | 'code';

/** As long as what begins or ends a script's element, and some more. */
export const rememberedBefore = 12;

/** Reads a script or style sheet, however it is cut into pieces, to say what the place behind them is. */
export interface ProgramReader {
  readonly language: ProgramLanguage;
  readonly kind: PlaceKind;
  readonly isEscaped: boolean;
  /** What the author wrote. */
  read(text: string): void;
  /** Something was put here, escaped for the place. */
  value(): void;
}
