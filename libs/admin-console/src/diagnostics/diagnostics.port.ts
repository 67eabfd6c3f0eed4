/** Something that was found to be wrong, or soon will be. */
export interface DiagnosticFinding {
  readonly severity: 'error' | 'warning' | 'note';
  /** What it is about, such as `client smart_auth/my-app`. */
  readonly about: string;
  readonly problem: string;
  readonly remedy: string;
}

/** What came of a look at everything. */
export interface DiagnosticReport {
  /** The gravest first. */
  readonly findings: readonly DiagnosticFinding[];
  /** What was looked at, in words. */
  readonly checks: readonly string[];
}

/** Looks for what is wrong, or soon will be, as `gatehouse doctor` does, and changes nothing. */
export interface Diagnostics {
  /** @param limit milliseconds that each check may take; all run side by side */
  run(limit: number): Promise<DiagnosticReport>;
}

/** DI token of {@link Diagnostics}. */
export const DIAGNOSTICS = Symbol('Diagnostics');
