import type { ClientDefinition } from '#protocol/client/client';
import type { DecisionTrace } from '#protocol/decision/decision-trace';
import type { AuthorizationRequest } from '#protocol/oauth2/authorization-request';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { bringsIdToken } from '#protocol/oauth2/response-type';
import { scopesForClaims, splitApproval, type Approved } from '#protocol/oidc/claims-approval';
import { usableScopes, withoutRefreshAccess } from '#protocol/smart/refresh-scopes';
import { includesScope } from '#protocol/smart/scope-name';
import { decideScopes } from '#protocol/smart/scope-policy';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';

/** A request whose scopes are to be decided. */
export interface ScopedRequest {
  readonly instance: OutboundSmartInstance;
  readonly client: ClientDefinition;
  readonly request: AuthorizationRequest;
  readonly trace: DecisionTrace;
}

/**
 * What a request asks for: its scopes, and for single claims those that allow them. Undefined where it asks for nothing, which is the client's
 * whole list.
 */
export function requestedScopes({
  client,
  request,
}: Pick<ScopedRequest, 'client' | 'request'>): readonly string[] | undefined {
  const asked = [...request.scopes, ...scopesForClaims(request, client)];
  return asked.length === 0 ? undefined : asked;
}

/**
 * The scopes a request may get, whoever signs in.
 * @throws OAuthError invalid_scope — none is left of those asked for, or the ID token asked for cannot be given
 */
export function grantableScopes({ instance, client, request, trace }: ScopedRequest): readonly string[] {
  const requested = requestedScopes({ client, request });
  const scopes = decideScopes({ requested, client, trace, strict: instance.options.access.rejectsUnlistedScopes });
  if (request.responseType === 'code') return usableScopes(client, scopes, trace);
  if (bringsIdToken(request.responseType) && !includesScope(scopes, 'openid'))
    throw new OAuthError('invalid_scope', 'An ID token needs the scope openid', { parameter: 'scope' });
  return withoutRefreshAccess(scopes, trace);
}

/** What was approved, in its parts: scopes, and single claims; the trace tells of these. */
export function approvedParts({ client, request, trace }: ScopedRequest, scopes: readonly string[]): Approved {
  const parts = splitApproval(request, client, scopes);
  for (const value of new Set([...(parts.claims?.userInfo ?? []), ...(parts.claims?.idToken ?? [])]))
    trace.add({ kind: 'claim', value, outcome: 'granted', ruleId: 'claim.approved', source: 'request' });
  return parts;
}
