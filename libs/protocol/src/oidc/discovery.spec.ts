import type { ServerDescription } from '../oauth2/server-description.js';
import { smartConfiguration } from '../smart/smart-configuration.js';
import { openidConfiguration } from './discovery.js';

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
  uiLocales: ['en', 'fr'],
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

describe('openidConfiguration', () => {
  const document = openidConfiguration(server);

  test('STD ODISC-1 I15 OM32: holds the required members', () => {
    expect(document).toMatchObject({
      issuer: server.issuer,
      authorization_endpoint: 'https://auth.example.org/smart/oauth/authorize',
      token_endpoint: 'https://auth.example.org/smart/oauth/token',
      userinfo_endpoint: 'https://auth.example.org/smart/oauth/userinfo',
      jwks_uri: 'https://auth.example.org/smart/jwk',
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256', 'ES256'],
      claims_supported: ['sub', 'fhirUser'],
      end_session_endpoint: 'https://auth.example.org/smart/logout',
      backchannel_logout_supported: true,
      backchannel_logout_session_supported: true,
    });
  });

  test('STD OID-9 OID-10 RFC9207-1: denies what silence would promise, and states iss in responses', () => {
    expect(document).toMatchObject({
      claims_parameter_supported: true,
      acr_values_supported: ['urn:one'],
      ui_locales_supported: ['en', 'fr'],
      request_parameter_supported: true,
      request_uri_parameter_supported: true,
      require_request_uri_registration: true,
      authorization_response_iss_parameter_supported: true,
    });
  });

  test('STD ODISC-1: keeps a trailing slash of the issuer, and none in front of a path', () => {
    const slashed = openidConfiguration(describing({ issuer: 'https://a.example/', baseUrl: 'https://a.example' }));

    expect(slashed).toMatchObject({ issuer: 'https://a.example/', jwks_uri: 'https://a.example/jwk' });
  });

  test('both documents agree wherever both speak, but for what SMART wants otherwise', () => {
    const smart = smartConfiguration(server);
    const ownWay = [
      'code_challenge_methods_supported',
      'token_endpoint_auth_methods_supported',
      'capabilities',
      'management_endpoint',
    ];
    const shared = Object.keys(smart).filter((name) => !ownWay.includes(name));

    expect(shared.map((name) => document[name])).toEqual(shared.map((name) => smart[name]));
  });
});
