import type { ClientDefinition } from '../client/client.js';
import type { DecisionTrace } from '../decision/decision-trace.js';
import { OAuthError } from '../oauth2/oauth-error.js';
import { withoutRefreshAccess } from './refresh-scopes.js';
import { scopeCoverage } from './scope-coverage.js';
import { decideScopes } from './scope-policy.js';

/** What decides about the scopes of an exchanged token. */
export interface ExchangedScopesInput {
  /** Undefined asks for all that the subject token has. */
  readonly requested: readonly string[] | undefined;
  /** Scopes of the subject token. */
  readonly held: readonly string[];
  readonly client: Pick<ClientDefinition, 'scopes'>;
  readonly trace: DecisionTrace;
  readonly strict: boolean;
}

/**
 * The scopes of a token that is exchanged for another: within those of the other and within the client's list. Nothing is ever added, whatever
 * the client is granted elsewhere, and no refresh token comes of it.
 * @throws OAuthError invalid_scope — more is asked for than the subject token has, or nothing is left
 * @see RFC 8693 §2.1; V-30
 */
export function exchangedScopes({ requested, held, client, trace, strict }: ExchangedScopesInput): readonly string[] {
  const heldBy = scopeCoverage(held);
  if ((requested ?? []).some((scope) => heldBy(scope) === undefined))
    throw new OAuthError('invalid_scope', 'The subject token does not have these scopes', { parameter: 'scope' });
  const own = { scopes: client.scopes, autoGrantScopes: [], fixedScope: false };
  const scopes = withoutRefreshAccess(
    decideScopes({ requested: requested ?? held, client: own, trace, strict }),
    trace,
  );
  if (scopes.length > 0) return scopes;
  throw new OAuthError('invalid_scope', 'Nothing is left that both the subject token and the client may have', {
    parameter: 'scope',
  });
}
