import { spelling } from './audience.js';
import { OAuthError } from './oauth-error.js';
import type { ServerDescription } from './server-description.js';

/**
 * The metadata of a resource that takes our tokens: this server itself, whose userinfo is one, or a FHIR base of the configuration. A FHIR
 * host serves its own by asking us for it; what it takes besides bearer tokens it knows itself. There is no `jwks_uri`: its keys would be those
 * of the resource, and neither signs what it answers.
 * @see RFC 9728 §2; STD RFC9728-1
 */
export function protectedResourceMetadata(
  server: ServerDescription,
  resource: string,
): Readonly<Record<string, unknown>> {
  const isOwn = spelling(resource, [server.baseUrl]) !== undefined;
  return {
    resource,
    authorization_servers: [server.issuer],
    scopes_supported: server.scopesSupported,
    bearer_methods_supported: isOwn ? ['header', 'body'] : ['header'],
    ...(isOwn && senderConstraints(server)),
  };
}

function senderConstraints({ dpopAlgorithms, mutualTls }: ServerDescription) {
  return {
    ...(dpopAlgorithms.length > 0 && { dpop_signing_alg_values_supported: dpopAlgorithms }),
    ...(mutualTls && { tls_client_certificate_bound_access_tokens: true }),
  };
}

/**
 * The resource the metadata is asked for: this server where none is named, else the one that is named, as it is spelled there (RFC 9728 §3.3); a
 * trailing slash makes no other one.
 * @throws OAuthError invalid_target — a resource this server issues no tokens for
 */
export function describedResource(named: string | undefined, own: string, protectedBases: readonly string[]): string {
  if (named === undefined) return own;
  if (spelling(named, [own, ...protectedBases]) !== undefined) return named;
  throw new OAuthError('invalid_target', 'This server issues no tokens for this resource.', { parameter: 'resource' });
}

/** Where the metadata of a resource is found: the well-known part goes between host and path (RFC 9728 §3.1). */
export function resourceMetadataAddress(resource: string): string {
  const { origin, pathname } = new URL(resource);
  return `${origin}/.well-known/oauth-protected-resource${pathname === '/' ? '' : pathname}`;
}
