import type { ClientDefinition } from '#protocol/client/client';
import type { AuthorizationRequest } from '#protocol/oauth2/authorization-request';

/**
 * Where the browser may end up after a form of the flow: Chromium holds the whole chain of redirects that follows a POST
 * against `form-action`, and apps pass from their redirect URI to origins of their own. For a device the browser stays here.
 */
export function formTargets(client: ClientDefinition | undefined, request: AuthorizationRequest): readonly string[] {
  const { redirectUri, deviceCodeHash } = request;
  return deviceCodeHash === undefined ? [redirectUri, ...(client?.allowedOrigins ?? [])] : [];
}
