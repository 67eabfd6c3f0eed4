import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '#protocol/clock';
import { isCurrentCertificate } from '#protocol/oauth2/client-certificate';
import type { DpopProof } from '#protocol/oauth2/dpop-proof';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import type { ShownKeys } from '#protocol/oauth2/token-confirmation';
import { DpopProofs, type ProvableRequest } from './dpop-proofs.js';

/** What a request has shown of its sender's keys. */
export interface ShownSender {
  readonly shown: ShownKeys;
  /** To be claimed when everything else has been checked. */
  readonly proof?: DpopProof;
}

/** Tells whose keys stand behind a request: that of its DPoP proof, and its client certificate. */
@Injectable()
export class SenderKeys {
  constructor(
    private readonly proofs: DpopProofs,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @param accessToken the access token that came with the proof, at a resource
   * @throws OAuthError invalid_dpop_proof, use_dpop_nonce; invalid_request — the certificate has expired
   */
  async of(request: ProvableRequest, accessToken?: string): Promise<ShownSender> {
    const proof = await this.proofs.verify(request, accessToken);
    return { shown: { jkt: proof?.jkt, ...this.certificateOf(request) }, ...(proof && { proof }) };
  }

  /** The certificate alone, where no proof is asked for. */
  certificateOf({ sender: { certificate } }: ProvableRequest): ShownKeys {
    if (certificate === undefined) return {};
    if (isCurrentCertificate(certificate, this.clock.now())) return { 'x5t#S256': certificate.thumbprint };
    throw new OAuthError('invalid_request', 'The client certificate has expired, or is not valid yet.');
  }
}
