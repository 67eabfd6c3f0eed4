/** What a change starts from. */
export interface BasedOn {
  /** Versions that the change may start from; one that is none of them makes it `stale`. Absent: whatever is there. */
  readonly ifVersions?: readonly number[];
}

/** Whether somebody else was there before a change: what is there is of no version that it may start from (RFC 9110 §13.1.1). */
export function isStale({ ifVersions }: BasedOn, version: number): boolean {
  return ifVersions !== undefined && !ifVersions.includes(version);
}
