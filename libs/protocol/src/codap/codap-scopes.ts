import { OAuthError } from '../oauth2/oauth-error.js';
import { withoutRefreshAccess } from '../smart/refresh-scopes.js';
import { scopeCoverage } from '../smart/scope-coverage.js';
import { decideScopes, type ScopeDecisionInput } from '../smart/scope-policy.js';

/** What decides about the scopes of a CODAP token. */
export interface CodapScopesInput extends Pick<ScopeDecisionInput, 'trace'> {
  /** Of the authorization JWT. */
  readonly asked: readonly string[];
  /** Of the parameter `scope`; absent = all that the JWT asks for. */
  readonly narrowed?: readonly string[];
  readonly client: Pick<ScopeDecisionInput['client'], 'scopes'>;
  readonly strict: boolean;
}

/**
 * The scopes of a CODAP token: what the authorization JWT asks for, as far as the parameter and the client's list go. Nothing is ever added, whatever
 * the client is granted elsewhere, and no refresh token comes of it.
 * @throws OAuthError invalid_scope — the parameter goes beyond the JWT, or nothing is left
 * @see STD CO5, V-30
 */
export function codapScopes({ asked, narrowed, client, trace, strict }: CodapScopesInput): readonly string[] {
  const coveredBy = scopeCoverage(asked);
  if ((narrowed ?? []).some((scope) => coveredBy(scope) === undefined))
    throw refusal('The parameter scope asks for more than requested_scopes of the assertion');
  const own = { scopes: client.scopes, autoGrantScopes: [], fixedScope: false };
  const scopes = decideScopes({ requested: narrowed ?? asked, client: own, trace, strict });
  const left = withoutRefreshAccess(scopes, trace);
  if (left.length > 0) return left;
  throw refusal('Nothing is left that both the assertion asks for and the client may have');
}

function refusal(description: string): OAuthError {
  return new OAuthError('invalid_scope', description, { parameter: 'scope' });
}
