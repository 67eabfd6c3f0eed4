import { passkeyMethods, type PasskeyNature } from '../passkey/passkey-methods.js';

/** What somebody can prove besides who they are. */
export type FactorKind = 'totp' | 'passkey';

/** What an account says of second factors. */
export interface SecondFactorOfUser {
  /** Those that count. */
  readonly kinds: readonly FactorKind[];
  /** An administrator demands one of this person. */
  readonly isRequired: boolean;
  /** A program signs in by the account: nobody is there to show a code. */
  readonly isProgram: boolean;
}

/** `mfa` of RFC 8176: whoever proved two different things, in whatever way. */
export const MULTIPLE_FACTORS = 'mfa';

/** Whether a sign-in by these methods has everything that can be asked for. */
export function isMultiFactor(amr: readonly string[]): boolean {
  return amr.includes(MULTIPLE_FACTORS);
}

/** The methods by which somebody signed in elsewhere, as they count here: two factors there are two here only where that is wanted. */
export function vouchedMethods(amr: readonly string[], countsMultiFactor: boolean): readonly string[] {
  return countsMultiFactor ? amr : amr.filter((method) => method !== MULTIPLE_FACTORS);
}

/** The methods of a sign-in after a code was shown, too: of an app or of the list, each is a one-time password (RFC 8176 §2). */
export function withCode(amr: readonly string[]): readonly string[] {
  return [...new Set([...amr, 'otp', MULTIPLE_FACTORS])];
}

/** The methods of a sign-in after a passkey proved a second thing. */
export function withPasskey(amr: readonly string[], passkey: PasskeyNature): readonly string[] {
  return [...new Set([...amr, ...passkeyMethods(passkey)])];
}

/** What is still to be done: nothing, to prove a factor, or to get one first. */
export type SecondFactorStep = 'none' | 'prove' | 'enrol';

/**
 * What a person still has to do who proved who they are by `amr`. Whoever has a factor is always asked for it; whoever has none and must have one
 * gets one now (V-33: nothing is skipped, because every address of the sign-in asks this).
 */
export function secondFactorStep(
  amr: readonly string[],
  { kinds }: Pick<SecondFactorOfUser, 'kinds'>,
  isDemanded: boolean,
): SecondFactorStep {
  if (isMultiFactor(amr)) return 'none';
  if (kinds.length > 0) return 'prove';
  return isDemanded ? 'enrol' : 'none';
}
