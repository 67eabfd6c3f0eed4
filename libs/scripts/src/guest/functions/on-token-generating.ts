import { OAuth2AuthorizationRequestDetails, type RequestShape } from '../bindings/authorization-request-details.js';
import { ClientDetails, type ClientShape } from '../bindings/client-details.js';
import { KnownPermissions } from '../bindings/known-permissions.js';
import type { SessionShape } from '../bindings/session-shape.js';
import { UserSessionDetails } from '../bindings/user-session-details.js';
import { noteUnheard } from '../bindings/unheard-changes.js';
import { scriptedFunction } from '../scripted-function.js';

export interface TokenGeneratingInput {
  /** Null for client credentials. */
  readonly session: SessionShape | null;
  readonly request: RequestShape;
  readonly client: ClientShape;
  readonly permissions: string;
  /** Names of those that count for nothing when they are added, with blanks between. */
  readonly unheardPermissions: string;
}

/**
 * Called before each access token is made, whatever the grant. Sets what is in context for the launch, adds claims and permissions to this one token.
 * `theUserSession` is null where a client acts for itself (client credentials).
 * @configured `post_authorize_script` of SECURITY_OUT_SMART
 * @result nothing; what the function changed in its arguments counts
 * @failing no token: the answer is 500 `server_error`, and the code or the refresh token is not used up
 */
export type OnTokenGenerating = (
  theUserSession: UserSessionDetails | null,
  theAuthorizationRequestDetails: OAuth2AuthorizationRequestDetails,
  theClientDetails: ClientDetails,
) => void | Promise<void>;

/** `onTokenGenerating(theUserSession, theAuthorizationRequestDetails, theClientDetails)`. What it returns says nothing. */
export const onTokenGenerating = scriptedFunction({
  name: 'onTokenGenerating',
  begin: (input: TokenGeneratingInput): Parameters<OnTokenGenerating> => {
    const { session, request, client, permissions } = input;
    return [
      session && new UserSessionDetails(session, new KnownPermissions(permissions)),
      new OAuth2AuthorizationRequestDetails(request),
      new ClientDetails(client),
    ];
  },
  finish: (_result, [session, request], { session: before, unheardPermissions }) => {
    if (session && before) noteUnheard(session, before, unheardPermissions);
    return {
      session: session && UserSessionDetails.scripted(session),
      claims: OAuth2AuthorizationRequestDetails.claimsOf(request),
    };
  },
});
