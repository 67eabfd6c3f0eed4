import type { SecondFactorProblem } from './second-factor-messages.js';

/** Below the path of the module. */
export const SECOND_FACTOR_PATH = '/signin/second-factor';

/** What may be added to the address of the page. */
export interface SecondFactorDetails {
  /** What was refused last. */
  readonly error?: SecondFactorProblem;
  /** Asks for a recovery code. */
  readonly method?: 'recovery';
}

/** Where a person goes on with a sign-in for a waiting request or an own page. */
export function secondFactorPath(handle: string, details: SecondFactorDetails = {}): string {
  return `${SECOND_FACTOR_PATH}?${new URLSearchParams({ interaction: handle, ...details }).toString()}`;
}
