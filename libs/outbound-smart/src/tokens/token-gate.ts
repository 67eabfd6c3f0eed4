import { Injectable } from '@nestjs/common';
import { OAuthError, type OAuthErrorCode, type OAuthErrorOptions } from '#protocol/oauth2/oauth-error';
import { presentationProblem } from '#protocol/oauth2/token-presentation';
import { noted } from '../refusals/refusal-notes.js';
import { DpopProofs, type ProvableRequest } from '../sender-constraint/dpop-proofs.js';
import { SenderKeys, type ShownSender } from '../sender-constraint/sender-keys.js';
import { TokenLookup, type LiveAccessToken } from './token-lookup.js';

/** A request that wants to be let in by its access token. */
export interface ResourceCall extends ProvableRequest {
  readonly scheme: 'Bearer' | 'DPoP';
  readonly token: string;
}

/** Lets in who presents a live access token the way the token is bound (RFC 6750 §3, RFC 9449 §7.1, RFC 8705 §3; B-38). */
@Injectable()
export class TokenGate {
  constructor(
    private readonly lookup: TokenLookup,
    private readonly senders: SenderKeys,
    private readonly proofs: DpopProofs,
  ) {}

  /** @throws OAuthError invalid_token, invalid_dpop_proof or use_dpop_nonce, as {@link refusal} */
  async admit(call: ResourceCall): Promise<LiveAccessToken> {
    try {
      return await this.admitted(call, await this.senderOf(call));
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      const { code, description, cause } = error;
      throw await this.refusal(call, code, description, { cause });
    }
  }

  /** An error with the challenge of the scheme that was used; its audit record says whose token it was, as far as it is one of ours. */
  async refusal(
    call: ResourceCall,
    code: OAuthErrorCode,
    description: string,
    more: Pick<OAuthErrorOptions, 'cause' | 'neededScopes' | 'neededSignIn'> = {},
  ): Promise<OAuthError> {
    const { instance, scheme, token } = call;
    const challenge = { challenge: scheme, proofAlgorithms: instance.dpopAlgorithms };
    const error = new OAuthError(code, description, { ...challenge, ...more });
    const claims = await this.lookup.accessTokenClaims(instance, token);
    if (claims === undefined) return error;
    const { clientId, jti, grantId } = claims;
    return noted(error, { clientId, jti, ...(grantId !== undefined && { grantId }) });
  }

  private async senderOf(call: ResourceCall): Promise<ShownSender> {
    if (call.scheme === 'Bearer') return { shown: this.senders.certificateOf(call) };
    const sender = await this.senders.of(call, call.token);
    if (sender.proof === undefined) throw new OAuthError('invalid_dpop_proof', 'The scheme DPoP needs a DPoP proof.');
    return sender;
  }

  private async admitted(call: ResourceCall, { shown, proof }: ShownSender): Promise<LiveAccessToken> {
    const { instance, scheme, token } = call;
    const found = await this.lookup.accessToken(instance, token);
    if (found === undefined) throw new OAuthError('invalid_token', 'The access token is unknown, expired or revoked.');
    const problem = presentationProblem(found.claims.confirmation, { scheme, shown });
    if (problem !== undefined) throw new OAuthError('invalid_token', problem);
    if (proof !== undefined) await this.proofs.claim(instance, proof);
    return found;
  }
}
