import { DEVICE_CODE_GRANT } from './device-authorization.js';
import { type ServerDescription, serverEndpoints } from './server-description.js';

type Metadata = Readonly<Record<string, unknown>>;

/** The document of RFC 8414 §2 and, with what OpenID Connect adds, the common part of every discovery document. */
export function serverMetadata(server: ServerDescription): Metadata {
  const endpoints = serverEndpoints(server);
  return {
    issuer: server.issuer,
    authorization_endpoint: endpoints.authorization,
    token_endpoint: endpoints.token,
    jwks_uri: endpoints.jwks,
    scopes_supported: server.scopesSupported,
    response_types_supported: server.responseTypes,
    response_modes_supported: server.responseModes,
    grant_types_supported: server.grantTypes,
    ...clientAuthentication(server),
    code_challenge_methods_supported: server.codeChallengeMethods,
    ...dpopAlgorithms(server),
    ...mutualTls(server),
    authorization_response_iss_parameter_supported: true,
    ...pushedRequests(server),
    ...deviceAuthorization(server),
    ...requestObjects(server),
    ...(server.offersRegistration && { registration_endpoint: endpoints.registration }),
  };
}

/** RFC 9101 §9, §10.5; OpenID Connect Discovery §3, where silence would promise `request_uri`. */
function requestObjects({ requestObjectAlgorithms: algorithms }: ServerDescription): Metadata {
  const isOffered = algorithms.length > 0;
  return {
    request_parameter_supported: isOffered,
    request_uri_parameter_supported: isOffered,
    ...(isOffered && {
      require_request_uri_registration: true,
      request_object_signing_alg_values_supported: algorithms,
    }),
  };
}

/** RFC 9126 §5. */
function pushedRequests(server: ServerDescription): Metadata {
  if (server.pushedRequests === 'off') return {};
  return {
    pushed_authorization_request_endpoint: serverEndpoints(server).pushedRequests,
    require_pushed_authorization_requests: server.pushedRequests === 'required',
  };
}

/** RFC 9449 §5.1. */
export function dpopAlgorithms({ dpopAlgorithms: names }: ServerDescription): Metadata {
  return names.length === 0 ? {} : { dpop_signing_alg_values_supported: names };
}

/** RFC 8628 §4. */
function deviceAuthorization(server: ServerDescription): Metadata {
  if (!server.grantTypes.includes(DEVICE_CODE_GRANT)) return {};
  return { device_authorization_endpoint: serverEndpoints(server).deviceAuthorization };
}

/** RFC 8705 §3.3 and §5. */
function mutualTls(server: ServerDescription): Metadata {
  if (server.mutualTls === undefined) return {};
  const { aliasUrl: baseUrl } = server.mutualTls;
  return {
    tls_client_certificate_bound_access_tokens: true,
    ...(baseUrl !== undefined && { mtls_endpoint_aliases: certificateEndpoints({ ...server, baseUrl }) }),
  };
}

/** The endpoints at which clients authenticate or use tokens. */
function certificateEndpoints(server: ServerDescription): Metadata {
  const endpoints = serverEndpoints(server);
  const { pushed_authorization_request_endpoint: push } = pushedRequests(server);
  return {
    token_endpoint: endpoints.token,
    introspection_endpoint: endpoints.introspection,
    revocation_endpoint: endpoints.revocation,
    userinfo_endpoint: endpoints.userInfo,
    ...(push !== undefined && { pushed_authorization_request_endpoint: push }),
    ...deviceAuthorization(server),
  };
}

/** Introspection and revocation take the same credentials as the token endpoint; saying nothing would mean Basic alone (RFC 8414 §2). */
function clientAuthentication(server: ServerDescription): Metadata {
  const endpoints = serverEndpoints(server);
  const methods = server.tokenEndpointAuthMethods;
  const confidential = methods.filter((method) => method !== 'none');
  return {
    token_endpoint_auth_methods_supported: methods,
    ...signingAlgorithms('token', server),
    introspection_endpoint: endpoints.introspection,
    introspection_endpoint_auth_methods_supported: confidential,
    ...signingAlgorithms('introspection', server),
    revocation_endpoint: endpoints.revocation,
    revocation_endpoint_auth_methods_supported: methods,
    ...signingAlgorithms('revocation', server),
  };
}

function signingAlgorithms(endpoint: 'token' | 'introspection' | 'revocation', server: ServerDescription): Metadata {
  const algorithms = server.tokenEndpointAuthSigningAlgorithms;
  return algorithms.length === 0 ? {} : { [`${endpoint}_endpoint_auth_signing_alg_values_supported`]: algorithms };
}
