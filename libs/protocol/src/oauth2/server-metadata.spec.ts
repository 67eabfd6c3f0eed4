import type { ServerDescription } from './server-description.js';
import { serverMetadata } from './server-metadata.js';

const description: ServerDescription = {
  issuer: 'https://as.example/smart/',
  baseUrl: 'https://as.example/smart',
  responseTypes: ['code'],
  responseModes: ['query', 'form_post', 'fragment'],
  grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'],
  tokenEndpointAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
  tokenEndpointAuthSigningAlgorithms: [],
  codeChallengeMethods: ['S256'],
  scopesSupported: ['openid', 'fhirUser'],
  acrValues: ['urn:one'],
  uiLocales: ['en'],
  claimsSupported: ['sub'],
  idTokenSigningAlgorithms: ['RS256'],
  smartCapabilities: ['launch-standalone'],
  pkceRequired: true,
  pushedRequests: 'allowed',
  dpopAlgorithms: [],
  requestObjectAlgorithms: ['PS256'],
  offersRegistration: false,
};

describe('serverMetadata', () => {
  test('STD RFC8414-2, RFC9207-1, B-09: the whole document', () => {
    expect(serverMetadata(description)).toEqual({
      issuer: 'https://as.example/smart/',
      authorization_endpoint: 'https://as.example/smart/oauth/authorize',
      token_endpoint: 'https://as.example/smart/oauth/token',
      jwks_uri: 'https://as.example/smart/jwk',
      scopes_supported: ['openid', 'fhirUser'],
      response_types_supported: ['code'],
      response_modes_supported: ['query', 'form_post', 'fragment'],
      grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
      introspection_endpoint: 'https://as.example/smart/oauth/introspect',
      introspection_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
      revocation_endpoint: 'https://as.example/smart/oauth/revoke',
      revocation_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
      pushed_authorization_request_endpoint: 'https://as.example/smart/oauth/par',
      require_pushed_authorization_requests: false,
      request_parameter_supported: true,
      request_uri_parameter_supported: true,
      require_request_uri_registration: true,
      request_object_signing_alg_values_supported: ['PS256'],
    });
  });

  test('STD OID-10, B-19: request objects are denied where they are off, because silence would promise them', () => {
    const off = serverMetadata({ ...description, requestObjectAlgorithms: [] });

    expect(off).toMatchObject({ request_parameter_supported: false, request_uri_parameter_supported: false });
    expect(Object.keys(off)).not.toContain('request_object_signing_alg_values_supported');
  });

  test('STD RFC9126-3, B-19: pushed requests are told of where they are on', () => {
    const off = serverMetadata({ ...description, pushedRequests: 'off' });
    const required = serverMetadata({ ...description, pushedRequests: 'required' });

    expect(Object.keys(off).filter((name) => name.includes('pushed'))).toEqual([]);
    expect(required).toMatchObject({ require_pushed_authorization_requests: true });
  });

  test('STD RFC8705-3: certificates, and the addresses that ask for them', () => {
    const metadata = serverMetadata({ ...description, mutualTls: { aliasUrl: 'https://mtls.example' } });

    expect(metadata).toMatchObject({
      token_endpoint: 'https://as.example/smart/oauth/token',
      tls_client_certificate_bound_access_tokens: true,
      mtls_endpoint_aliases: {
        token_endpoint: 'https://mtls.example/oauth/token',
        introspection_endpoint: 'https://mtls.example/oauth/introspect',
        revocation_endpoint: 'https://mtls.example/oauth/revoke',
        userinfo_endpoint: 'https://mtls.example/oauth/userinfo',
        pushed_authorization_request_endpoint: 'https://mtls.example/oauth/par',
      },
    });
    expect(serverMetadata({ ...description, mutualTls: {} })).not.toHaveProperty('mtls_endpoint_aliases');
    expect(serverMetadata(description)).not.toHaveProperty('tls_client_certificate_bound_access_tokens');
  });

  test('STD RFC9449-4: the algorithms of DPoP proofs are named where DPoP is on', () => {
    expect(serverMetadata({ ...description, dpopAlgorithms: ['ES256'] })).toMatchObject({
      dpop_signing_alg_values_supported: ['ES256'],
    });
  });

  test('STD RFC7591-1, D16, B-19: registration is told of where it is open to somebody', () => {
    expect(serverMetadata({ ...description, offersRegistration: true })).toMatchObject({
      registration_endpoint: 'https://as.example/smart/oauth/register',
    });
  });

  test('STD D13, RFC8414-3: signature algorithms are named where private_key_jwt is on', () => {
    const metadata = serverMetadata({ ...description, tokenEndpointAuthSigningAlgorithms: ['RS384', 'ES384'] });

    expect(metadata).toMatchObject({
      token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
      introspection_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
      revocation_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
    });
  });
});
