import type { JsonWebKey } from 'node:crypto';

/** Signature algorithms we sign with and accept: asymmetric ones only, so that a public key is enough to verify (RFC 7518 §3.1, RFC 8037). */
export const signingAlgorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519', // another name of the same (RFC 9864)
] as const;

export type SigningAlgorithm = (typeof signingAlgorithms)[number];

/** The algorithm that a header or a key names; `Ed25519` is the newer name of the one EdDSA that is offered (RFC 9864 §2.2). */
export function algorithmNamed(name: unknown): SigningAlgorithm | undefined {
  return name === 'Ed25519' ? 'EdDSA' : signingAlgorithms.find((known) => known === name);
}

/** What WebCrypto needs to know about one JWS algorithm, and which keys fit it (RFC 7518 §3.1, RFC 8037 §3.1). */
export interface AlgorithmProfile {
  readonly kty: 'RSA' | 'EC' | 'OKP';
  readonly crv?: 'P-256' | 'P-384' | 'P-521' | 'Ed25519';
  /** Parameters of `subtle.sign` and `subtle.verify`. */
  readonly parameters: Readonly<{ name: string; hash?: string; saltLength?: number }>;
}

const rsa = (bits: number): AlgorithmProfile => ({
  kty: 'RSA',
  parameters: { name: 'RSASSA-PKCS1-v1_5', hash: `SHA-${bits}` },
});

// RFC 7518 §3.5: the salt is as long as the hash.
const pss = (bits: number): AlgorithmProfile => ({
  kty: 'RSA',
  parameters: { name: 'RSA-PSS', hash: `SHA-${bits}`, saltLength: bits / 8 },
});

const ecdsa = (crv: 'P-256' | 'P-384' | 'P-521', bits: number): AlgorithmProfile => ({
  kty: 'EC',
  crv,
  parameters: { name: 'ECDSA', hash: `SHA-${bits}` },
});

const ed25519: AlgorithmProfile = { kty: 'OKP', crv: 'Ed25519', parameters: { name: 'Ed25519' } };

const profiles: Readonly<Record<SigningAlgorithm, AlgorithmProfile>> = {
  RS256: rsa(256),
  RS384: rsa(384),
  RS512: rsa(512),
  PS256: pss(256),
  PS384: pss(384),
  PS512: pss(512),
  ES256: ecdsa('P-256', 256),
  ES384: ecdsa('P-384', 384),
  ES512: ecdsa('P-521', 512),
  EdDSA: ed25519,
  Ed25519: ed25519,
};

/** The profile of an algorithm. */
export function profileOf(algorithm: SigningAlgorithm): AlgorithmProfile {
  return profiles[algorithm];
}

/**
 * The algorithm a key signs with: its `alg`, or what its type implies (RS256 for RSA, ruling 2). `undefined` when the key's `alg` is not
 * one of ours or does not fit its type, so that an RSA key never signs as ES256.
 */
export function algorithmOf(jwk: JsonWebKey): SigningAlgorithm | undefined {
  const fitting = signingAlgorithms.filter(
    (name) => profiles[name].kty === jwk.kty && profiles[name].crv === (jwk.kty === 'RSA' ? undefined : jwk.crv),
  );
  if (jwk['alg'] === undefined) return fitting[0];
  return fitting.find((name) => name === algorithmNamed(jwk['alg']));
}
