import type { ClientDefinition } from '../client/client.js';
import { OAuthError } from '../oauth2/oauth-error.js';
import { appendToRedirectUri, matchesRegisteredRedirectUri } from '../oauth2/redirect-uri.js';
import type { LogoutRequest } from './logout.js';

/** What a client has registered to be sent to after a logout. */
export type LogoutClient = Pick<ClientDefinition, 'postLogoutRedirectUris' | 'registeredRedirectUris'>;

/**
 * Where the browser goes after the logout, with `state` appended; undefined shows our own page. `post_logout_redirect_uri` is one of the
 * registered post-logout URIs, byte for byte; the product's `cb` is one of the client's redirect URIs. Both need a client that is known:
 * by a valid `id_token_hint`, or by a `client_id` where the person confirmed.
 * @throws OAuthError invalid_request — a URI that is not registered, or one without a client: shown as a page, never followed
 * @see OpenID Connect RP-Initiated Logout 1.0 §3; STD OLOG-1, OLOG-2, OM36
 */
export function logoutRedirection(request: LogoutRequest, client: LogoutClient | undefined): string | undefined {
  const { postLogoutRedirectUri, cb } = request;
  if (postLogoutRedirectUri !== undefined) {
    const registered = client?.postLogoutRedirectUris.includes(postLogoutRedirectUri) === true;
    return follow(postLogoutRedirectUri, registered, 'post_logout_redirect_uri', request);
  }
  if (cb === undefined) return undefined;
  const registered = client !== undefined && matchesRegisteredRedirectUri(cb, client.registeredRedirectUris);
  return follow(cb, registered, 'cb', request);
}

function follow(uri: string, registered: boolean, parameter: string, { state }: LogoutRequest): string {
  if (!registered) {
    throw new OAuthError('invalid_request', `${parameter} is not registered for the client`, { parameter });
  }
  return state === undefined ? uri : appendToRedirectUri(uri, { state }, 'query');
}
