import type { SecondFactorProblem } from './second-factor-messages.js';

/** Below the path of the module. */
export const SECOND_FACTOR_PATH = '/signin/second-factor';

/** Where its form may be sent, below the path of the module: its own address, and those that pages of skins know it by (reference skins 1.4). */
export const SECOND_FACTOR_TARGETS = ['signin/second-factor', '2fa', 'totp', 'verify-otp'] as const;

/** Below the path of the module: where new recovery codes are shown. */
export const RECOVERY_CODES_PATH = '/signin/recovery-codes';

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

/** Where a person finds new recovery codes, on the way to what a handle stands for. */
export function recoveryCodesPath(handle: string): string {
  return `${RECOVERY_CODES_PATH}?${new URLSearchParams({ interaction: handle }).toString()}`;
}
