import type { AuthenticationVerdict } from '#scripts/authentication-script.port';
import type { SignInOutcome } from '../user-authenticator.port.js';

const LONGEST_MESSAGE = 300;

/** Somebody whose password was right, and whom a callback script refuses. */
export type ScriptRefusal = Extract<SignInOutcome, { readonly kind: 'refused' }> & { readonly message: string };

/** What a callback script said against somebody, for the audit record: a wrong password where it says that it is one. */
export function scriptRefusal({
  message,
  incorrectPassword,
  runId,
}: Extract<AuthenticationVerdict, { readonly kind: 'failure' }>): ScriptRefusal {
  return {
    kind: 'refused',
    reason: incorrectPassword ? 'wrong-password' : 'script',
    message: message.slice(0, LONGEST_MESSAGE),
    ...(runId !== undefined && { runId }),
  };
}
