import { isPublicClient, type ClientCredentialHoldings, type ClientSettings } from '../client/client.js';
import { mayBeSignedBy } from '../client/high-assurance.js';
import type { SigningAlgorithm } from '../keys/signing-algorithm.js';
import type { Confirmation } from './confirmation.js';
import { OAuthError } from './oauth-error.js';

/** The keys whose possession a token request has shown. */
export interface ShownKeys {
  /** Thumbprint of the key of its DPoP proof. */
  readonly jkt?: string | undefined;
  /** SHA-256 of the DER of its client certificate. */
  readonly 'x5t#S256'?: string | undefined;
}

/** What a client definition says about its tokens. */
type BindingFields = Pick<ClientSettings, 'dpopBoundAccessTokens' | 'tlsClientCertificateBoundAccessTokens'>;

/**
 * What the tokens of a request are bound to: the key of its proof wherever one came (RFC 9449 §5), its certificate where the client's definition
 * says so (RFC 8705 §3); never both, because a resource server would check only one of them. `undefined`: bearer tokens.
 * @throws OAuthError invalid_dpop_proof — the client's tokens are always bound to a key and no proof came
 * @throws OAuthError invalid_request — they are always bound to its certificate and none came, or a proof came as well
 */
export function confirmationOf(client: BindingFields, shown: ShownKeys): Confirmation | undefined {
  const { jkt, 'x5t#S256': certificate } = shown;
  if (client.tlsClientCertificateBoundAccessTokens === true) return boundToCertificate(certificate, jkt);
  if (jkt !== undefined) return { jkt };
  if (client.dpopBoundAccessTokens === true)
    throw new OAuthError('invalid_dpop_proof', 'This client must send a DPoP proof with every token request');
  return undefined;
}

function boundToCertificate(certificate: string | undefined, jkt: string | undefined): Confirmation {
  if (certificate === undefined)
    throw new OAuthError(
      'invalid_request',
      'This client must use its certificate for every token request (mutual TLS)',
    );
  if (jkt !== undefined)
    throw new OAuthError(
      'invalid_request',
      'The tokens of this client are bound to its certificate; send no DPoP proof',
    );
  return { 'x5t#S256': certificate };
}

/**
 * A proof by an algorithm that the profile of the client does not allow binds its tokens to nothing it may be bound to (STD FAPI-8).
 * @throws OAuthError invalid_dpop_proof
 */
export function assertProofFits(
  client: Pick<ClientSettings, 'highAssurance'>,
  proof: { alg: SigningAlgorithm } | undefined,
): void {
  if (proof === undefined || mayBeSignedBy(client, proof.alg)) return;
  throw new OAuthError(
    'invalid_dpop_proof',
    'The profile of this client allows no DPoP proof by this algorithm; use ES256',
  );
}

/**
 * What the refresh tokens of a new grant are bound to. Those of a public client to the same key as its access tokens; a confidential client
 * proves itself at each refresh anyway, and may change its keys (RFC 9449 §5, RFC 8705 §4).
 */
export function refreshConfirmationOf(
  client: ClientCredentialHoldings,
  confirmation: Confirmation | undefined,
): Confirmation | undefined {
  return isPublicClient(client) ? confirmation : undefined;
}
