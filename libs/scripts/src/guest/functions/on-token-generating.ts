import { OAuth2AuthorizationRequestDetails, type RequestShape } from '../bindings/authorization-request-details.js';
import { ClientDetails, type ClientShape } from '../bindings/client-details.js';
import { KnownPermissions } from '../bindings/known-permissions.js';
import type { SessionShape } from '../bindings/session-shape.js';
import { UserSessionDetails } from '../bindings/user-session-details.js';
import { scriptedFunction } from '../scripted-function.js';

export interface TokenGeneratingInput {
  /** Null for client credentials. */
  readonly session: SessionShape | null;
  readonly request: RequestShape;
  readonly client: ClientShape;
  readonly permissions: string;
}

/** `onTokenGenerating(theUserSession, theAuthorizationRequestDetails, theClientDetails)`. What it returns says nothing. */
export const onTokenGenerating = scriptedFunction({
  name: 'onTokenGenerating',
  begin: ({ session, request, client, permissions }: TokenGeneratingInput) =>
    [
      session && new UserSessionDetails(session, new KnownPermissions(permissions)),
      new OAuth2AuthorizationRequestDetails(request),
      new ClientDetails(client),
    ] as const,
  finish: (_result, [session, request]) => ({
    session: session && UserSessionDetails.scripted(session),
    claims: OAuth2AuthorizationRequestDetails.claimsOf(request),
  }),
});
