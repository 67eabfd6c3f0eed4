import type { ResourceServer } from 'oidc-provider';
import type { Site } from '../site.js';

/** Resource of JWT access tokens. */
const FHIR = 'https://fhir.example/r4';
/** Resource of opaque access tokens, the only ones that oidc-provider introspects. */
const OPAQUE_FHIR = 'https://fhir.example/opaque';

const ACCESS_TOKEN_SECONDS = 300;

/** Resource that a client's tokens are for when it names none. */
export function resourceOf(site: Site, clientId: string): string {
  return clientId === site.introspectedApp.clientId ? OPAQUE_FHIR : FHIR;
}

/** How tokens for a resource look. */
export function resourceServer(resource: string): ResourceServer {
  const common = { scope: 'patient/*.rs system/*.rs', audience: resource, accessTokenTTL: ACCESS_TOKEN_SECONDS };
  if (resource === OPAQUE_FHIR) return { ...common, accessTokenFormat: 'opaque' };
  return { ...common, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } };
}
