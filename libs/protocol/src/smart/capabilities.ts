import type { ServerDescription } from '../oauth2/server-description.js';

/** What the rest of the description must say for a capability to work (SMART 2.2, "Capability sets"). */
const conditions: ReadonlyMap<string, (server: ServerDescription) => boolean> = new Map([
  ['launch-ehr', offersCode],
  ['launch-standalone', offersCode],
  ['authorize-post', offersCode],
  ['client-public', (server) => server.tokenEndpointAuthMethods.includes('none')],
  ['client-confidential-symmetric', (server) => server.tokenEndpointAuthMethods.some(isSymmetric)],
  ['client-confidential-asymmetric', acceptsAssertions],
  ['sso-openid-connect', signsIdTokens],
  ['permission-offline', (server) => server.grantTypes.includes('refresh_token')],
  ['permission-online', (server) => server.grantTypes.includes('refresh_token')],
]);

/**
 * The capabilities that may be shown: those described, without the ones that the rest of the description contradicts. A name in the list
 * means that the feature works (STD C); names that are not SMART's own are the operator's and stay (STD D18).
 */
export function supportedCapabilities(server: ServerDescription): readonly string[] {
  return [...new Set(server.smartCapabilities)].filter((name) => conditions.get(name)?.(server) ?? true);
}

function offersCode(server: ServerDescription): boolean {
  return server.grantTypes.includes('authorization_code');
}

function isSymmetric(method: string): boolean {
  return method === 'client_secret_basic' || method === 'client_secret_post';
}

/** STD D12, D13. */
function acceptsAssertions(server: ServerDescription): boolean {
  const algorithms = server.tokenEndpointAuthSigningAlgorithms;
  return (
    server.tokenEndpointAuthMethods.includes('private_key_jwt') &&
    (algorithms.includes('RS384') || algorithms.includes('ES384'))
  );
}

/** STD U4: SMART clients expect RS256, and the first key signs unless a client asked for another algorithm. */
function signsIdTokens(server: ServerDescription): boolean {
  return server.idTokenSigningAlgorithms[0] === 'RS256' && server.scopesSupported.includes('openid');
}
