import type { ClientSettings } from '../client/client.js';
import { epochSeconds } from '../clock.js';
import { grantNames, responseTypesOf } from './client-registration-grants.js';
import { registrationMembers } from './client-registration-members.js';
import { DEFAULT_METHOD, type RegistrationRules } from './client-registration.js';
import { formatScope } from './scope.js';

/** What the server adds to a client's metadata. */
export interface ClientInformation {
  readonly issuedAt: Date;
  /** Shown this once. */
  readonly secret?: string;
  /** Absent = the secret never ends. */
  readonly secretExpiresAt?: Date;
  readonly registrationAccessToken: string;
  readonly registrationClientUri: string;
}

/**
 * The client information response: everything that is in force, whether the client asked for it or not.
 * @see RFC 7591 §3.2.1, RFC 7592 §3; STD R2, RFC7591-1
 */
export function clientInformation(
  client: ClientSettings,
  { issuedAt, secret, secretExpiresAt, registrationAccessToken, registrationClientUri }: ClientInformation,
  rules: RegistrationRules,
): Readonly<Record<string, unknown>> {
  const expires = secretExpiresAt === undefined ? 0 : epochSeconds(secretExpiresAt);
  return {
    client_id: client.clientId,
    client_id_issued_at: epochSeconds(issuedAt),
    ...(secret !== undefined && { client_secret: secret, client_secret_expires_at: expires }),
    registration_access_token: registrationAccessToken,
    registration_client_uri: registrationClientUri,
    ...metadataOf(client, rules),
  };
}

/** The metadata that a definition stands for. */
function metadataOf(client: ClientSettings, { grants, algorithms }: RegistrationRules): object {
  const plain = Object.entries(registrationMembers).map(([member, field]) => [member, client[field]] as const);
  return {
    ...Object.fromEntries(plain.filter(([, value]) => isSet(value))),
    token_endpoint_auth_method: client.tokenEndpointAuthMethod ?? DEFAULT_METHOD,
    grant_types: grantNames(client.allowedGrantTypes, grants),
    response_types: responseTypesOf(client.allowedGrantTypes),
    scope: formatScope(client.scopes),
    ...(client.publicJwks !== '' && { jwks: JSON.parse(client.publicJwks) as unknown }),
    subject_type: 'public',
    id_token_signed_response_alg: client.idTokenSignedResponseAlg ?? algorithms.idToken[0],
  };
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
}
