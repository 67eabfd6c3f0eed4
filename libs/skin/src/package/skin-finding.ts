/** Where in a file of a skin; lines and columns from 1. */
export interface SkinPlace {
  readonly line: number;
  readonly column: number;
}

/** What is wrong, or only noteworthy, about a skin. An error keeps it from being activated unless that is overridden; a warning does not. */
export interface SkinFinding {
  /** What kind of finding it is, always by the same name: `docs/skin-findings.md` has them all. */
  readonly code?: string;
  readonly severity: 'error' | 'warning' | 'note';
  /** Path within the artifact folder, such as `userlogin.html`; left out where it is about the whole skin. */
  readonly file?: string;
  readonly place?: SkinPlace;
  /** What stands there, at most 200 characters. */
  readonly expression?: string;
  /** A sentence without a full stop: what is wrong. */
  readonly problem: string;
  /** A sentence without a full stop: what to do about it. */
  readonly remedy: string;
}
