import type { DpopProof } from '#protocol/oauth2/dpop-proof';

/** Remembers the DPoP proofs that were used. */
export interface DpopProofStore {
  /**
   * Claims a proof: true for exactly one caller, ever. Two keys may use the same `jti`. It is remembered for as long as the proof would still
   * be accepted, also by a process whose clock is two minutes behind.
   */
  claim(moduleId: string, proof: DpopProof): Promise<boolean>;
}

/** DI token of {@link DpopProofStore}. */
export const DPOP_PROOF_STORE = Symbol('DpopProofStore');
