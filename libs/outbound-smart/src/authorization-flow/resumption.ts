/** What may be added to an address at which a waiting request goes on. */
export interface ResumptionDetails {
  /** Key of the context that is to be chosen, again if it was chosen before. */
  readonly select?: string;
  /** A sealed search for it. */
  readonly search?: string;
}

/** Where a waiting request goes on, below the path of the module. */
export function resumptionPath(handle: string, details: ResumptionDetails = {}): string {
  return `/oauth/authorize?${new URLSearchParams({ interaction: handle, ...details }).toString()}`;
}
