import type { PublicJwkSet } from '#protocol/keys/jwk-set';
import type { SigningAlgorithm } from '#protocol/keys/signing-algorithm';

/** What the caller decides about the protected header; `kid` is always ours to add. */
export interface SigningHeader {
  readonly typ: string;
  readonly alg?: SigningAlgorithm;
}

/** What a token must be to be accepted; see {@link Keystore.verify}. */
export interface ExpectedToken {
  /** Accepted `typ` values; `undefined` in the list accepts a token without `typ`. Compared exactly: we only accept what we wrote. */
  readonly typ: string | readonly (string | undefined)[];
  /** The one issuer string, compared byte for byte. */
  readonly issuer: string;
  /** When given, `aud` must be it or contain it. */
  readonly audience?: string;
  /** True also refuses a token whose `exp` has passed, or is missing, by the Clock. */
  readonly checkExpiry?: boolean;
}

/** Private keys by keystore id: what signs our tokens, and what recognises them again. */
export interface Keystore {
  /**
   * Signs claims as a compact JWS (RFC 7515 §7.1) with the first key that fits `header.alg`, else with the first key of the keystore.
   * @throws UnknownKeystoreError the keystore has no key
   * @throws DatabaseUnavailableError the keys are not cached and cannot be read
   */
  sign(keystoreId: string, header: SigningHeader, claims: Readonly<Record<string, unknown>>): Promise<string>;

  /** The algorithm {@link sign} will use, so that `at_hash` can be computed before signing (OpenID Connect Core 1.0 §3.1.3.6). */
  algorithm(keystoreId: string, wanted?: SigningAlgorithm): Promise<SigningAlgorithm>;

  /** The algorithms of the keys that can sign, in signing order; a key that only recognises older tokens has no part in them. */
  algorithms(keystoreId: string): Promise<readonly SigningAlgorithm[]>;

  /** The public keys, in signing order. */
  publicJwks(keystoreId: string): Promise<PublicJwkSet>;

  /**
   * The claims of a token that this keystore signed, or `undefined` for anything else. The algorithm is that of our own key; keys
   * named or carried by the header are never used. Expiry is checked only where `expected.checkExpiry` asks for it.
   */
  verify(
    keystoreId: string,
    jws: string,
    expected: ExpectedToken,
  ): Promise<Readonly<Record<string, unknown>> | undefined>;

  /**
   * Generates one RSA-2048 key (RS256) and one P-256 key (ES256) unless the keystore has keys; safe when several processes do it at once.
   * Returns the ids of the keys that this very call made; none where there were keys.
   */
  ensure(keystoreId: string): Promise<readonly string[]>;

  /**
   * Registers keys that come from configuration (ruling 2) under a synthetic id, replacing earlier ones of that id in this process.
   * @throws KeyRefusedError no private key in the set, an unsupported algorithm or a weak key (S-06)
   */
  registerJwks(keystoreId: string, jwks: unknown): Promise<void>;
}

/** Injection token of {@link Keystore}. */
export const KEYSTORE = Symbol('Keystore');
