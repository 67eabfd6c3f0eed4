import type { JsonWebKey } from 'node:crypto';
import { epochSeconds } from '../clock.js';
import { sha256Base64Url } from '../hash.js';
import { parseObject } from '../keys/compact-jws.js';
import { jwkThumbprint } from '../keys/jwk-thumbprint.js';
import type { SignatureVerifier } from '../keys/signature-verifier.js';
import type { SigningAlgorithm } from '../keys/signing-algorithm.js';
import { readDpopHeader, type UnverifiedProof } from './dpop-header.js';
import { targetAddress } from './http-address.js';
import { OAuthError } from './oauth-error.js';

/** The public key of a proof, and its thumbprint. */
export interface ProofKey {
  readonly alg: SigningAlgorithm;
  readonly jwk: JsonWebKey;
  readonly jkt: string;
}

/** The request that a proof must have been made for, and what is accepted. */
export interface ExpectedProof {
  readonly algorithms: readonly SigningAlgorithm[];
  /** The method of the request, such as `POST`. */
  readonly method: string;
  /** The outward addresses of the endpoint, from configuration alone. */
  readonly addresses: readonly string[];
  /** The access token that came with the proof, at a resource. */
  readonly accessToken?: string;
  readonly now: Date;
  /** How old a proof may be, in seconds. */
  readonly lifetimeSeconds: number;
  /** Whether a nonce is one of ours and still good; absent where none is asked for. */
  readonly acceptsNonce?: (nonce: string) => boolean;
  /** Imports a key for use, or remembers having done so; rejects what is none. */
  readonly importKey: (key: ProofKey) => Promise<SignatureVerifier>;
}

/** A proof that is good for the request it came with, unless it was used before. */
export interface DpopProof {
  /** Thumbprint of the key that signed it. */
  readonly jkt: string;
  readonly alg: SigningAlgorithm;
  readonly jti: string;
  /** How long it would still be accepted, in seconds: so long must its use be remembered. */
  readonly secondsLeft: number;
}

/** How far a client's clock may be ahead, in seconds (FAPI 2.0 §5.3.2.1 accepts 10 and refuses more than 60). */
const MOST_AHEAD_SECONDS = 60;
const LONGEST_JTI = 256;

/**
 * Checks a DPoP proof in everything but replay.
 * @throws OAuthError invalid_dpop_proof; use_dpop_nonce — all is well, but the nonce is missing or outdated
 * @see RFC 9449 §4.3; STD RFC9449-1, RFC9449-2
 */
export async function verifyDpopProof(proof: string, expected: ExpectedProof): Promise<DpopProof> {
  const unverified = readDpopHeader(proof, expected.algorithms);
  const jkt = jwkThumbprint(unverified.jwk);
  const claims = await verified(unverified, jkt, expected);
  assertMadeFor(claims, expected);
  const jti = jtiOf(claims);
  const secondsLeft = secondsLeftOf(claims, expected);
  assertNonce(claims, expected);
  return { jkt, alg: unverified.alg, jti, secondsLeft };
}

type Claims = Readonly<Record<string, unknown>>;

async function verified(
  { jws, alg, jwk }: UnverifiedProof,
  jkt: string,
  { importKey }: ExpectedProof,
): Promise<Claims> {
  const verify = await importKey({ alg, jwk, jkt }).catch((cause: unknown) => {
    throw refused('jwk of the DPoP proof is no valid key', cause);
  });
  if (!(await verify(jws.signingInput, jws.signature)))
    throw refused('The signature of the DPoP proof does not fit its key');
  const claims = parseObject(Buffer.from(jws.payload, 'base64url').toString());
  if (claims === undefined) throw refused('The claims of the DPoP proof cannot be read');
  return claims;
}

/** The method letter by letter, the address but for query and fragment, the token by its hash (RFC 9449 §4.3, 8, 9 and 12). */
function assertMadeFor({ htm, htu, ath }: Claims, { method, addresses, accessToken }: ExpectedProof): void {
  if (htm !== method) throw refused(`htm of the DPoP proof must be ${method}`);
  const target = typeof htu === 'string' ? targetAddress(htu) : undefined;
  if (target === undefined || !addresses.some((address) => targetAddress(address) === target))
    throw refused(`htu of the DPoP proof must be ${addresses.join(' or ')}`);
  if (accessToken === undefined) return;
  if (ath !== sha256Base64Url(accessToken)) throw refused('ath of the DPoP proof must be the hash of the access token');
}

function jtiOf({ jti }: Claims): string {
  if (typeof jti === 'string' && jti.length > 0 && jti.length <= LONGEST_JTI) return jti;
  throw refused(`jti of the DPoP proof must have 1 to ${String(LONGEST_JTI)} characters`);
}

function secondsLeftOf({ iat }: Claims, { now, lifetimeSeconds }: ExpectedProof): number {
  if (typeof iat !== 'number' || !Number.isFinite(iat))
    throw refused('iat of the DPoP proof must be a number of seconds');
  const age = epochSeconds(now) - iat;
  if (age > lifetimeSeconds) throw refused('The DPoP proof is too old; make a new one for each request');
  if (age < -MOST_AHEAD_SECONDS) throw refused('The DPoP proof is from the future; set the clock');
  return Math.ceil(lifetimeSeconds - age) + 1;
}

function assertNonce({ nonce }: Claims, { acceptsNonce }: ExpectedProof): void {
  if (acceptsNonce === undefined || (typeof nonce === 'string' && acceptsNonce(nonce))) return;
  throw new OAuthError('use_dpop_nonce', 'Put the nonce of the DPoP-Nonce header into the DPoP proof');
}

function refused(description: string, cause?: unknown): OAuthError {
  return new OAuthError('invalid_dpop_proof', description, { cause });
}
