/** How much a finding matters: `error` keeps something from working, `warning` soon will or may, `note` is good to know. */
export type Severity = 'error' | 'warning' | 'note';

/** Something that the doctor found, in words. */
export interface Finding {
  readonly severity: Severity;
  /** What it is about, such as `client smart_auth/my-app`. */
  readonly about: string;
  readonly problem: string;
  readonly remedy: string;
}

/** Looks into one matter and changes nothing. */
export interface Check {
  /** What is looked at, in words. */
  readonly name: string;
  run(): Promise<readonly Finding[]>;
}
