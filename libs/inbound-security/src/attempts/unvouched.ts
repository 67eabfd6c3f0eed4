import { ScriptFailure, wasNotBegun } from '#scripts/script-failure.port';
import type { SignInOutcome } from '../user-authenticator.port.js';

/**
 * Nobody is let in whom the callback script could not be asked about, though the password was right (ruling 53). What a script did wrong happens after
 * right passwords alone, so that it is told as a wrong one is (S-09); what passes by itself had better be tried again.
 */
export function unvouched(cause: unknown): Extract<SignInOutcome, { readonly kind: 'unavailable' }> {
  const isScripts = cause instanceof ScriptFailure && !wasNotBegun(cause);
  return { kind: 'unavailable', cause, ...(isScripts && { afterPassword: true }) };
}
