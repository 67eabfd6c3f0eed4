import type { KnownServer } from '#oidc-server-definition/known-servers.port';
import type { PageModels } from '#skin/page-renderer.port';

/** A server as pages show it: every field that is no secret, script or key, and where the sign-in there starts (ruling 8). */
export function serverView(server: KnownServer, loginUrl: string): PageModels['choose-server']['servers'][number] {
  const { pid, name, issuer, registrationId, settings } = server;
  const { nodeId, moduleId, clientAuthenticationMode, tokenIntrospectionClientId } = settings;
  const { federationRequestScopes, federationAuthorizationUrl, federationTokenUrl } = settings;
  const { federationUserInfoUrl, federationJwkSetUrl } = settings;
  const { sourceFhirEndpointUrl, responseType, organizationId, wellKnownEndpoint } = settings;
  return {
    ...{ pid, nodeId, moduleId, name, issuer, federationRegistrationId: registrationId, loginUrl },
    ...{ federationRequestScopes, federationAuthorizationUrl, federationTokenUrl },
    ...{ federationUserInfoUrl, federationJwkSetUrl, tokenIntrospectionClientId, clientAuthenticationMode },
    ...{ sourceFhirEndpointUrl, responseType, organizationId, wellKnownEndpoint },
  };
}
