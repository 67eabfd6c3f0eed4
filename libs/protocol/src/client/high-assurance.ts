import type { SigningAlgorithm } from '../keys/signing-algorithm.js';
import type { ClientAuthenticationMethod } from '../oauth2/client-authentication-method.js';
import type { FieldProblem } from '../json/json-fields.js';
import { hasKeys, type ClientDefinition, type ClientGrantType, type ClientSettings } from './client.js';
import type { NewClient } from './new-client.js';

/** What the profile lets a client have (FAPI 2.0 Security Profile §5.3, §5.4): everything else follows from these. */
const grantTypes: readonly ClientGrantType[] = ['AUTHORIZATION_CODE', 'REFRESH_TOKEN', 'CLIENT_CREDENTIALS'];
const methods: readonly ClientAuthenticationMethod[] = [
  'private_key_jwt',
  'tls_client_auth',
  'self_signed_tls_client_auth',
];
const algorithms: readonly SigningAlgorithm[] = ['PS256', 'ES256', 'EdDSA'];

/** Algorithm of ID tokens and access tokens where the client names none: every keystore we make has a key for it. */
const TOKEN_ALGORITHM = 'ES256';

/** Longest life of a `request_uri`, in seconds: less than ten minutes (STD FAPI-9). */
export const LONGEST_PUSHED_LIFE = 599;

type Profiled = Pick<ClientSettings, 'highAssurance'>;

/** One field that the profile does not leave to the client: what is wrong with its value, and what is right. */
interface ProfileRule {
  readonly field: keyof NewClient;
  readonly isBroken: (client: NewClient) => boolean;
  readonly remedy: string;
}

const rules: readonly ProfileRule[] = [
  { field: 'clientSecrets', isBroken: (client) => client.clientSecrets.length > 0, remedy: 'Remove the secrets' },
  { field: 'publicJwks', isBroken: lacksKeys, remedy: 'Register keys, an address of keys, or a method by certificate' },
  { field: 'jwksUrl', isBroken: ({ jwksUrl }) => isInsecure(jwksUrl), remedy: 'Use https' },
  {
    field: 'tokenEndpointAuthMethod',
    isBroken: ({ tokenEndpointAuthMethod: method }) => method !== undefined && !methods.includes(method),
    remedy: `Use ${methods.join(', ')}, or leave it out`,
  },
  ...(['tokenEndpointAuthSigningAlg', 'requestObjectSigningAlg', 'idTokenSignedResponseAlg'] as const).map((field) => ({
    field,
    isBroken: ({ [field]: alg }: NewClient) => alg !== undefined && !algorithms.includes(alg),
    remedy: `Use ${algorithms.join(', ')}, or leave it out`,
  })),
  {
    field: 'allowedGrantTypes',
    isBroken: ({ allowedGrantTypes }) => allowedGrantTypes.some((grant) => !grantTypes.includes(grant)),
    remedy: `Keep ${grantTypes.join(', ')} only`,
  },
  {
    field: 'registeredRedirectUris',
    isBroken: ({ registeredRedirectUris }) => registeredRedirectUris.some((uri) => !uri.startsWith('https://')),
    remedy: 'Use https for each of them',
  },
  { field: 'pkceRequired', isBroken: ({ pkceRequired }) => pkceRequired === false, remedy: 'Leave it out' },
  {
    field: 'requirePushedAuthorizationRequests',
    isBroken: (client) => client.requirePushedAuthorizationRequests === false,
    remedy: 'Leave it out',
  },
  {
    field: 'strictAssertionAudience',
    isBroken: ({ strictAssertionAudience }) => strictAssertionAudience === false,
    remedy: 'Leave it out',
  },
  {
    field: 'dpopBoundAccessTokens',
    isBroken: ({ dpopBoundAccessTokens, tlsClientCertificateBoundAccessTokens: byCertificate }) =>
      dpopBoundAccessTokens === false && byCertificate !== true,
    remedy: 'Leave it out, or bind the tokens to the certificate',
  },
  {
    field: 'rotateRefreshTokens',
    isBroken: ({ rotateRefreshTokens }) => rotateRefreshTokens === true,
    remedy: 'Leave it out',
  },
  {
    field: 'untypedRequestObjects',
    isBroken: (client) => client.untypedRequestObjects === true,
    remedy: 'Leave it out',
  },
  { field: 'requestUris', isBroken: ({ requestUris }) => requestUris.length > 0, remedy: 'Push the request objects' },
];

/**
 * What a client with `highAssurance` says that the profile forbids; nothing of it is changed in silence when the client is saved.
 * @see FAPI 2.0 Security Profile §5.3.2; STD FAPI-1 to FAPI-11, FP1, FP2, FP9, FP12, A-12
 */
export function highAssuranceProblems(client: NewClient): readonly FieldProblem[] {
  if (client.highAssurance !== true) return [];
  const problem = 'is not what the high-assurance profile allows';
  return rules.filter(({ isBroken }) => isBroken(client)).map(({ field, remedy }) => ({ field, problem, remedy }));
}

/**
 * The client as every endpoint sees it: with the profile, whatever the definition leaves open or a row from elsewhere says, the demands of the
 * profile hold. One place for all of them, because all endpoints read clients here.
 */
export function underProfile(client: ClientDefinition): ClientDefinition {
  if (client.highAssurance !== true) return client;
  return {
    ...client,
    clientSecrets: [],
    secretRequired: true,
    allowedGrantTypes: client.allowedGrantTypes.filter((grant) => grantTypes.includes(grant)),
    registeredRedirectUris: client.registeredRedirectUris.filter((uri) => uri.startsWith('https://')),
    requestUris: [],
    pkceRequired: true,
    requirePushedAuthorizationRequests: true,
    strictAssertionAudience: true,
    dpopBoundAccessTokens: client.tlsClientCertificateBoundAccessTokens !== true,
    rotateRefreshTokens: false,
    untypedRequestObjects: false,
    idTokenSignedResponseAlg: client.idTokenSignedResponseAlg ?? TOKEN_ALGORITHM,
  };
}

/**
 * The algorithms a client may sign with: the one it registered, else `others`; with the profile never another than the profile's
 * (STD X4, FAPI-8).
 */
export function algorithmsOf(
  { highAssurance }: Profiled,
  registered: SigningAlgorithm | undefined,
  others: readonly string[],
): readonly string[] {
  if (highAssurance !== true) return registered === undefined ? others : [registered];
  return algorithms.filter((alg) => registered === undefined || alg === registered);
}

/** Whether tokens for the client may be signed by this algorithm (STD FAPI-8). */
export function mayBeSignedBy({ highAssurance }: Profiled, alg: SigningAlgorithm): boolean {
  return highAssurance !== true || algorithms.includes(alg);
}

function lacksKeys(client: NewClient): boolean {
  return !hasKeys(client) && client.tokenEndpointAuthMethod !== 'tls_client_auth';
}

function isInsecure(url: string): boolean {
  return url !== '' && !url.startsWith('https://');
}
