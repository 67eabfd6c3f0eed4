import type { ServerDescription } from '../oauth2/server-description.js';
import { supportedCapabilities } from './capabilities.js';
import { smartConfiguration } from './smart-configuration.js';

const server: ServerDescription = {
  issuer: 'https://auth.example.org/smart',
  baseUrl: 'https://auth.example.org/smart',
  responseTypes: ['code'],
  responseModes: ['query', 'form_post'],
  grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'],
  tokenEndpointAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
  tokenEndpointAuthSigningAlgorithms: [],
  codeChallengeMethods: ['S256', 'plain'],
  scopesSupported: ['openid', 'fhirUser', 'patient/*.rs'],
  acrValues: ['urn:one'],
  uiLocales: ['en'],
  claimsSupported: ['sub', 'fhirUser'],
  idTokenSigningAlgorithms: ['RS256', 'ES256'],
  smartCapabilities: [
    'launch-standalone',
    'client-public',
    'client-confidential-symmetric',
    'sso-openid-connect',
    'permission-offline',
    'https://example.org/own-capability',
  ],
  pkceRequired: true,
  pushedRequests: 'allowed',
  dpopAlgorithms: [],
  requestObjectAlgorithms: ['PS256'],
  offersRegistration: false,
};
const describing = (change: Partial<ServerDescription>): ServerDescription => ({ ...server, ...change });

describe('smartConfiguration', () => {
  test('STD D11 X1: never shows plain, even where the server accepts it', () => {
    expect(smartConfiguration(server)['code_challenge_methods_supported']).toEqual(['S256']);
  });

  test('STD D5 I2: leaves the issuer out without single sign-on', () => {
    const document = smartConfiguration(describing({ smartCapabilities: ['launch-standalone'] }));

    expect(document).not.toHaveProperty('issuer');
    expect(document['capabilities']).toEqual(['launch-standalone']);
  });

  test('STD D7: leaves the authorization endpoint out where no code is given', () => {
    const document = smartConfiguration(describing({ grantTypes: ['client_credentials'] }));

    expect(document).not.toHaveProperty('authorization_endpoint');
    expect(document).toMatchObject({ token_endpoint: 'https://auth.example.org/smart/oauth/token' });
  });

  test('STD D3 to D15: says what the description says', () => {
    expect(smartConfiguration(server)).toEqual({
      issuer: 'https://auth.example.org/smart',
      jwks_uri: 'https://auth.example.org/smart/jwk',
      authorization_endpoint: 'https://auth.example.org/smart/oauth/authorize',
      token_endpoint: 'https://auth.example.org/smart/oauth/token',
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
      grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
      scopes_supported: ['openid', 'fhirUser', 'patient/*.rs'],
      response_types_supported: ['code'],
      introspection_endpoint: 'https://auth.example.org/smart/oauth/introspect',
      revocation_endpoint: 'https://auth.example.org/smart/oauth/revoke',
      management_endpoint: 'https://auth.example.org/smart/session/management',
      capabilities: server.smartCapabilities,
      code_challenge_methods_supported: ['S256'],
    });
  });

  test('STD D12 D13: shows the algorithms of client assertions where they are accepted', () => {
    const document = smartConfiguration(
      describing({
        tokenEndpointAuthMethods: ['private_key_jwt'],
        tokenEndpointAuthSigningAlgorithms: ['RS384', 'ES384'],
      }),
    );

    expect(document).toMatchObject({
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
    });
  });
});

describe('supportedCapabilities', () => {
  test.each([
    { capability: 'launch-ehr', change: { grantTypes: ['client_credentials'] } },
    { capability: 'launch-standalone', change: { grantTypes: [] } },
    { capability: 'authorize-post', change: { grantTypes: [] } },
    { capability: 'client-public', change: { tokenEndpointAuthMethods: ['client_secret_basic'] } },
    { capability: 'client-confidential-symmetric', change: { tokenEndpointAuthMethods: ['none', 'private_key_jwt'] } },
    { capability: 'client-confidential-asymmetric', change: {} },
    { capability: 'client-confidential-asymmetric', change: { tokenEndpointAuthMethods: ['private_key_jwt'] } },
    { capability: 'sso-openid-connect', change: { idTokenSigningAlgorithms: ['ES256'] } },
    { capability: 'sso-openid-connect', change: { idTokenSigningAlgorithms: ['RS512', 'RS256'] } },
    { capability: 'sso-openid-connect', change: { scopesSupported: ['fhirUser'] } },
    { capability: 'permission-offline', change: { grantTypes: ['authorization_code'] } },
    { capability: 'permission-online', change: { grantTypes: ['authorization_code'] } },
  ])('STD C: does not show $capability with $change', ({ capability, change }) => {
    expect(supportedCapabilities(describing({ ...change, smartCapabilities: [capability, 'other'] }))).toEqual([
      'other',
    ]);
  });

  test('STD C3, D18: shows the others once each, in their order', () => {
    const smartCapabilities = [...server.smartCapabilities, 'client-public'];

    expect(supportedCapabilities(describing({ smartCapabilities }))).toEqual(server.smartCapabilities);
  });
});
