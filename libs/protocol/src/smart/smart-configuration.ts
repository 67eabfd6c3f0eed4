import { serverEndpoints, type ServerDescription } from '../oauth2/server-description.js';
import { dpopAlgorithms } from '../oauth2/server-metadata.js';
import { supportedCapabilities } from './capabilities.js';

/**
 * The document at `/.well-known/smart-configuration`, out of the description alone. It shows S256 as the only challenge method whatever the
 * server accepts besides (STD D11, X1), and `issuer` only together with single sign-on (STD D5).
 * @see SMART App Launch 2.2, "Conformance"; STD D3 to D15, I2
 */
export function smartConfiguration(server: ServerDescription): Readonly<Record<string, unknown>> {
  const endpoints = serverEndpoints(server);
  const capabilities = supportedCapabilities(server);
  return {
    ...(capabilities.includes('sso-openid-connect') && { issuer: server.issuer }),
    jwks_uri: endpoints.jwks,
    ...(server.grantTypes.includes('authorization_code') && { authorization_endpoint: endpoints.authorization }),
    token_endpoint: endpoints.token,
    ...clientAuthentication(server),
    grant_types_supported: server.grantTypes,
    scopes_supported: server.scopesSupported,
    response_types_supported: server.responseTypes,
    introspection_endpoint: endpoints.introspection,
    revocation_endpoint: endpoints.revocation,
    management_endpoint: endpoints.management,
    ...(server.offersRegistration && { registration_endpoint: endpoints.registration }),
    ...(server.brands && { user_access_brand_bundle: endpoints.brands }),
    ...(server.brands?.identifier && { user_access_brand_identifier: server.brands.identifier }),
    capabilities,
    ...dpopAlgorithms(server),
    code_challenge_methods_supported: server.codeChallengeMethods.filter((method) => method === 'S256'),
  };
}

/** SMART knows no method `none`; that public clients are welcome is said by the capability `client-public`. */
function clientAuthentication(server: ServerDescription): Readonly<Record<string, unknown>> {
  const algorithms = server.tokenEndpointAuthSigningAlgorithms;
  return {
    token_endpoint_auth_methods_supported: server.tokenEndpointAuthMethods.filter((method) => method !== 'none'),
    ...(algorithms.length > 0 && { token_endpoint_auth_signing_alg_values_supported: algorithms }),
  };
}
