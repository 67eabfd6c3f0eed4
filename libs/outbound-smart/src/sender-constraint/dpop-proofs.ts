import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '#protocol/clock';
import { verifyDpopProof, type DpopProof } from '#protocol/oauth2/dpop-proof';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { DPOP_PROOF_STORE, type DpopProofStore } from '../stores/dpop-proof.store.js';
import { DpopNonces } from './dpop-nonces.js';
import type { PresentedSender } from './presented-sender.js';
import { ProofKeys } from './proof-keys.js';

/** A request that may carry a proof. */
export interface ProvableRequest {
  readonly instance: OutboundSmartInstance;
  readonly sender: PresentedSender;
}

/**
 * Checks DPoP proofs (RFC 9449 §4.3). In two steps, so that what is told about a proof costs its sender nothing, and only who has passed the
 * other checks of an endpoint makes it remember anything: first {@link verify}, last {@link claim}.
 */
@Injectable()
export class DpopProofs {
  private readonly keys = new ProofKeys();

  constructor(
    @Inject(DPOP_PROOF_STORE) private readonly store: DpopProofStore,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly nonces: DpopNonces,
  ) {}

  /**
   * The proof of a request; undefined where none came, or where DPoP is off.
   * @param accessToken the access token that came with it, at a resource
   * @throws OAuthError invalid_dpop_proof, use_dpop_nonce
   */
  async verify({ instance, sender }: ProvableRequest, accessToken?: string): Promise<DpopProof | undefined> {
    const [proof, ...others] = sender.proofs;
    if (proof === undefined || instance.dpopAlgorithms.length === 0) return undefined;
    if (others.length > 0) throw new OAuthError('invalid_dpop_proof', 'Send one DPoP header.');
    const aliasUrl = instance.mutualTls?.aliasUrl;
    const acceptsNonce = this.nonces.checkOf(instance);
    return verifyDpopProof(proof, {
      algorithms: instance.dpopAlgorithms,
      method: sender.method,
      addresses: [instance.baseUrl, ...(aliasUrl === undefined ? [] : [aliasUrl])].map((base) => base + sender.address),
      now: this.clock.now(),
      lifetimeSeconds: instance.options.dpop.proofLifetimeSeconds,
      importKey: (key) => this.keys.import(key),
      ...(accessToken !== undefined && { accessToken }),
      ...(acceptsNonce && { acceptsNonce }),
    });
  }

  /** @throws OAuthError invalid_dpop_proof — the proof was used before */
  async claim({ moduleId }: OutboundSmartInstance, proof: DpopProof): Promise<void> {
    if (await this.store.claim(moduleId, proof)) return;
    throw new OAuthError('invalid_dpop_proof', 'The DPoP proof was used before; make a new one for each request.', {
      cause: `jti ${proof.jti.slice(0, 64)} of key ${proof.jkt}`,
    });
  }
}
