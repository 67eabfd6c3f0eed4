import type { ClientSettings } from '../client/client.js';

/**
 * The members of RFC 7591 metadata that are fields of our client definition under another name, both ways; what kind of value each takes is
 * said by the definition. Members that are more than a name are in `client-registration.ts`. `launch_uris` is ours: no registry has a name for
 * the launch URLs of SMART (STD R1, R6).
 */
export const registrationMembers = {
  client_name: 'clientName',
  client_uri: 'clientUri',
  logo_uri: 'logoUri',
  tos_uri: 'tosUri',
  policy_uri: 'policyUri',
  contacts: 'contacts',
  software_id: 'softwareId',
  software_version: 'softwareVersion',
  redirect_uris: 'registeredRedirectUris',
  jwks_uri: 'jwksUrl',
  token_endpoint_auth_method: 'tokenEndpointAuthMethod',
  token_endpoint_auth_signing_alg: 'tokenEndpointAuthSigningAlg',
  application_type: 'applicationType',
  id_token_signed_response_alg: 'idTokenSignedResponseAlg',
  default_max_age: 'defaultMaxAge',
  initiate_login_uri: 'initiateLoginUri',
  launch_uris: 'launchUrls',
  post_logout_redirect_uris: 'postLogoutRedirectUris',
  backchannel_logout_uri: 'backchannelLogoutUri',
  backchannel_logout_session_required: 'backchannelLogoutSessionRequired',
  require_pushed_authorization_requests: 'requirePushedAuthorizationRequests',
  request_uris: 'requestUris',
  request_object_signing_alg: 'requestObjectSigningAlg',
  require_signed_request_object: 'requireSignedRequestObject',
  dpop_bound_access_tokens: 'dpopBoundAccessTokens',
  tls_client_certificate_bound_access_tokens: 'tlsClientCertificateBoundAccessTokens',
  tls_client_auth_subject_dn: 'tlsClientAuthSubjectDn',
  tls_client_auth_san_dns: 'tlsClientAuthSanDns',
  tls_client_auth_san_uri: 'tlsClientAuthSanUri',
  tls_client_auth_san_ip: 'tlsClientAuthSanIp',
  tls_client_auth_san_email: 'tlsClientAuthSanEmail',
} as const satisfies Readonly<Record<string, keyof ClientSettings>>;

/** Further fields that registration decides about, and the member of each. */
export const derivedMembers = {
  allowedGrantTypes: 'grant_types',
  scopes: 'scope',
  publicJwks: 'jwks',
} as const satisfies Readonly<Partial<Record<keyof ClientSettings, string>>>;

const memberNames: ReadonlyMap<string, string> = new Map([
  ...Object.entries(registrationMembers).map(([member, field]) => [field, member] as const),
  ...Object.entries(derivedMembers),
]);

/** What a field of our definition is called in the metadata; its own name where it is not there. */
export function memberOf(field: string): string {
  return memberNames.get(field) ?? field;
}

/**
 * Members that ask for protection of the answers, which this server does not offer. To ignore them would let a client believe that it is
 * protected; everything else unknown is ignored (RFC 7591 §2).
 */
export const unofferedMembers: readonly string[] = [
  'id_token_encrypted_response_alg',
  'id_token_encrypted_response_enc',
  'userinfo_signed_response_alg',
  'userinfo_encrypted_response_alg',
  'userinfo_encrypted_response_enc',
  'request_object_encryption_alg',
  'request_object_encryption_enc',
  'authorization_signed_response_alg',
  'authorization_encrypted_response_alg',
  'authorization_encrypted_response_enc',
  'introspection_signed_response_alg',
  'introspection_encrypted_response_alg',
  'introspection_encrypted_response_enc',
];

/** Members about signed authorization requests, for servers that take none. */
export const requestObjectMembers: readonly string[] = [
  'request_uris',
  'request_object_signing_alg',
  'require_signed_request_object',
];
