import { Injectable } from '@nestjs/common';
import type { TokenBelief, TokenQuestion } from '../smart/believed-token.js';
import { IntrospectedTokens } from '../smart/introspected-tokens.js';
import { SignedTokens } from '../smart/signed-tokens.js';
import type { SaidWhere } from './said-permissions.js';

type Believed = Extract<TokenBelief, { kind: 'believed' }>;

/** What a token comes to; of a believed one, where it says what it may do. */
export type Judgement = Exclude<TokenBelief, Believed> | (Believed & { readonly saidWhere: SaidWhere });

/**
 * Whether tokens count. A JWT is verified by the keys of its server; where the server can be asked it is asked as well, so that a token that was revoked
 * counts no longer. Nothing is shown to a server that did not sign it.
 */
@Injectable()
export class JudgedTokens {
  constructor(
    private readonly signed: SignedTokens,
    private readonly introspected: IntrospectedTokens,
  ) {}

  /** Takes 10 s at most: keys, then the answer. */
  async judge(question: TokenQuestion): Promise<Judgement> {
    const signed = await this.signed.judge(question);
    if (signed === undefined) return saidIn('permissions', await this.introspected.judge(question));
    if (signed.kind !== 'believed' || !signed.token.server.canIntrospect)
      return saidIn('gatehouse_permissions', signed);
    return saidIn('permissions', await this.introspected.judgeAt(signed.token.server, question));
  }
}

function saidIn(saidWhere: SaidWhere, belief: TokenBelief): Judgement {
  return belief.kind === 'believed' ? { ...belief, saidWhere } : belief;
}
