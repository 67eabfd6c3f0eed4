import type { FederatedFailure } from './federated-failures.js';

/** The person, or somebody for them, did not want to. */
const REFUSED: ReadonlySet<string> = new Set([
  'access_denied',
  'login_required',
  'interaction_required',
  'consent_required',
  'account_selection_required',
]);
const UNAVAILABLE: ReadonlySet<string> = new Set(['temporarily_unavailable', 'server_error']);

/** What an error that a server answers means here. Its own words go to the log and never onto a page (S-12). */
export function callbackError(error: string, description: string | undefined): FederatedFailure {
  const reason = `the server answered ${error}${description === undefined ? '' : `: ${description}`}`;
  if (REFUSED.has(error)) return { problem: 'service-refused', reason };
  return { problem: UNAVAILABLE.has(error) ? 'service-unavailable' : 'service-failed', reason };
}
