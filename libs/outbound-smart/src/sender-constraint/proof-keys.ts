import type { ProofKey } from '#protocol/oauth2/dpop-proof';
import { importVerifier, type SignatureVerifier } from '#protocol/keys/signature-verifier';

/** Apps use one key for many proofs; the memory this takes stays below a few megabytes. */
const MOST_KEYS = 1_000;

/** Imports the keys of proofs, and keeps those used last. A key is found by its whole value and its algorithm (V-44). */
export class ProofKeys {
  readonly #verifiers = new Map<string, SignatureVerifier>();

  constructor(private readonly mostKeys = MOST_KEYS) {}

  /** @throws Error the members make no key of the algorithm; nothing is kept then */
  async import({ alg, jwk, jkt }: ProofKey): Promise<SignatureVerifier> {
    const name = `${alg}.${jkt}`;
    const verifier = this.#verifiers.get(name) ?? (await importVerifier(jwk, alg));
    this.#verifiers.delete(name);
    this.#verifiers.set(name, verifier);
    const [oldest] = this.#verifiers.keys();
    if (this.#verifiers.size > this.mostKeys && oldest !== undefined) this.#verifiers.delete(oldest);
    return verifier;
  }
}
