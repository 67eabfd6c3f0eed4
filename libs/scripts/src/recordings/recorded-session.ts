/** A call of the host in a run, as the script made it and as it was answered. */
export interface RecordedCall {
  /** `http`, `fhir`. */
  readonly operation: string;
  readonly payload: unknown;
  /** Absent = it failed, with `failure` as the script was told. */
  readonly answer?: unknown;
  readonly failure?: string;
}

/** What a function of a script was given in one run, and what the server answered to it meanwhile. */
export interface RecordedSession {
  /** What the function was called with, as JSON. */
  readonly input: unknown;
  readonly calls: readonly RecordedCall[];
}

/** Characters of JSON of the largest session that is kept. */
export const LARGEST_SESSION = 128 * 1024;
