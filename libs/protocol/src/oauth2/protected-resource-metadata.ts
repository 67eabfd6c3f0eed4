import { OAuthError } from './oauth-error.js';
import { serverEndpoints, type ServerDescription } from './server-description.js';

/**
 * The metadata of a resource that takes our tokens: this server itself, whose userinfo is one, or a FHIR base of the configuration. A FHIR
 * host serves its own by asking us for it.
 * @see RFC 9728 §2; STD RFC9728-1
 */
export function protectedResourceMetadata(
  server: ServerDescription,
  resource: string,
): Readonly<Record<string, unknown>> {
  return {
    resource,
    authorization_servers: [server.issuer],
    scopes_supported: server.scopesSupported,
    bearer_methods_supported: ['header'],
    jwks_uri: serverEndpoints(server).jwks,
  };
}

/**
 * The resource the metadata is asked for: this server where none is named, else the FHIR base of the configuration that is named exactly.
 * @throws OAuthError invalid_target — a resource this server issues no tokens for
 */
export function describedResource(named: string | undefined, own: string, protectedBases: readonly string[]): string {
  if (named === undefined || named === own) return own;
  if (protectedBases.includes(named)) return named;
  throw new OAuthError('invalid_target', 'This server issues no tokens for this resource.', { parameter: 'resource' });
}

/** Where the metadata of a resource is found: the well-known part goes between host and path (RFC 9728 §3.1). */
export function resourceMetadataAddress(resource: string): string {
  const { origin, pathname } = new URL(resource);
  return `${origin}/.well-known/oauth-protected-resource${pathname === '/' ? '' : pathname}`;
}
