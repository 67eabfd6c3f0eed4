/** Where in a file of a skin; lines and columns from 1. */
export interface SkinPlace {
  readonly line: number;
  readonly column: number;
}

/** What is wrong, or only noteworthy, about a skin. An error keeps it from being activated unless that is overridden; a warning does not. */
export interface SkinFinding {
  readonly severity: 'error' | 'warning' | 'note';
  /** Path within the artifact folder, such as `userlogin.html`; left out where it is about the whole skin. */
  readonly file?: string;
  readonly place?: SkinPlace;
  /** A sentence without a full stop: what is wrong. */
  readonly problem: string;
  /** A sentence without a full stop: what to do about it. */
  readonly remedy: string;
}
