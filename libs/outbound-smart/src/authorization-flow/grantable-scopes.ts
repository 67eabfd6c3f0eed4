import type { ClientDefinition } from '#protocol/client/client';
import type { DecisionTrace } from '#protocol/decision/decision-trace';
import type { AuthorizationRequest } from '#protocol/oauth2/authorization-request';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { bringsIdToken } from '#protocol/oauth2/response-type';
import { withoutRefreshAccess } from '#protocol/smart/refresh-scopes';
import { includesScope } from '#protocol/smart/scope-name';
import { decideScopes } from '#protocol/smart/scope-policy';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** A request whose scopes are to be decided. */
export interface ScopedRequest {
  readonly instance: OutboundSmartInstance;
  readonly client: ClientDefinition;
  readonly request: AuthorizationRequest;
  readonly trace: DecisionTrace;
}

/**
 * The scopes a request may get, whoever signs in. A request without scopes asks for the client's whole list.
 * @throws OAuthError invalid_scope — none is left of those asked for, or the ID token asked for cannot be given
 */
export function grantableScopes({ instance, client, request, trace }: ScopedRequest): readonly string[] {
  const requested = request.scopes.length === 0 ? undefined : request.scopes;
  const scopes = decideScopes({ requested, client, trace, strict: instance.options.rejectsUnlistedScopes });
  if (request.responseType === 'code') return scopes;
  if (bringsIdToken(request.responseType) && !includesScope(scopes, 'openid'))
    throw new OAuthError('invalid_scope', 'An ID token needs the scope openid', { parameter: 'scope' });
  return withoutRefreshAccess(scopes, trace);
}
