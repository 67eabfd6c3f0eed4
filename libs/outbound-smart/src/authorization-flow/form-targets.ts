import type { ClientDefinition } from '#protocol/client/client';
import type { AuthorizationRequest } from '#protocol/oauth2/authorization-request';

/**
 * Where the browser may end up after a form of the flow: Chromium holds the whole chain of redirects that follows a POST
 * against `form-action`, and apps pass from their redirect URI to origins of their own.
 */
export function formTargets(client: ClientDefinition | undefined, request: AuthorizationRequest): readonly string[] {
  return [request.redirectUri, ...(client?.allowedOrigins ?? [])];
}
