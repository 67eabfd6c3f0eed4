import { Inject, Injectable, Logger } from '@nestjs/common';
import { CLOCK, type Clock } from '#protocol/clock';
import { networkOf } from '#protocol/network-of';
import type { Authority } from '#protocol/user/authority';
import type { ExternalTokenAuthentication, ExternalTokenOutcome, PresentedToken } from '../external-token.port.js';
import { SharedWork } from '../shared-work.js';
import type { TokenDemands } from '../smart/believed-token.js';
import { bearerOf } from '../smart/token-caller.js';
import { TokenCache } from '../smart/token-cache.js';
import { HeldPermissions } from './held-permissions.js';
import { JudgedTokens, type Judgement } from './judged-tokens.js';
import { RESOURCE_SERVER_RULES, type ResourceServerRules } from './resource-server-rules.js';

/** In characters; a longer one is no token. */
const LONGEST_TOKEN = 32_768;
/** Seconds for which a refusal is remembered. */
const REFUSED_SECONDS = 5;
/** One text for whatever is wrong with a token: the log knows more. */
const REFUSED = 'The access token is unknown here, expired or revoked.';

/** {@link ExternalTokenAuthentication} of an application that has neither database nor accounts: it goes by what authorization servers say. */
@Injectable()
export class ResourceServerTokens implements ExternalTokenAuthentication {
  private readonly log = new Logger('SmartResourceServer');
  private readonly believed: TokenCache<Judgement>;
  /** Apart from them: anybody can have tokens refused, as many as they like. */
  private readonly refusals: TokenCache<Judgement>;
  /** What comes of a token is found out once, however many calls show it at the same time. */
  private readonly judging = new SharedWork<Judgement>();
  private readonly demands: TokenDemands['options'];

  constructor(
    @Inject(RESOURCE_SERVER_RULES) private readonly rules: ResourceServerRules,
    @Inject(CLOCK) clock: Clock,
    private readonly tokens: JudgedTokens,
    private readonly held: HeldPermissions,
  ) {
    this.believed = new TokenCache(clock);
    this.refusals = new TokenCache(clock);
    this.demands = { audiences: [...rules.audiences], requiresExpiry: !rules.mayLackExpiry, bindsKeyNames: false };
  }

  async authenticate(moduleId: string, presented: PresentedToken): Promise<ExternalTokenOutcome> {
    const { token } = presented;
    if (token.length > LONGEST_TOKEN) return this.refused('it is longer than any token');
    const judgement =
      this.believed.find(token) ?? this.refusals.find(token) ?? (await this.judgedOnce(moduleId, presented));
    if (judgement.kind === 'busy') return judgement;
    if (judgement.kind === 'unavailable') {
      this.log.warn(`A token cannot be checked now. ${judgement.cause}`);
      return judgement;
    }
    if (judgement.kind === 'refused') return this.refused(judgement.cause);
    const authorities: readonly Authority[] = await this.held.of(judgement);
    const bearer = bearerOf({ moduleId, token: judgement.token, text: token });
    return { kind: 'admitted', caller: { ...bearer, authorities } };
  }

  /** Of each network apart: one is not told what another did. */
  private judgedOnce(moduleId: string, presented: PresentedToken): Promise<Judgement> {
    const name = `${networkOf(presented.remoteAddress)} ${presented.token}`;
    return this.judging.do(name, () => this.judged(moduleId, presented));
  }

  private async judged(moduleId: string, { token, remoteAddress }: PresentedToken): Promise<Judgement> {
    const judgement = await this.tokens.judge({ instance: { moduleId, options: this.demands }, token, remoteAddress });
    if (judgement.kind === 'refused') this.refusals.remember(token, judgement, { seconds: REFUSED_SECONDS });
    if (judgement.kind !== 'believed') return judgement;
    const { expiresAt } = judgement.token.facts;
    const seconds = this.rules.cacheSeconds;
    this.believed.remember(token, judgement, { seconds, ...(expiresAt !== undefined && { expiresAt }) });
    return judgement;
  }

  private refused(cause: string): ExternalTokenOutcome {
    this.log.debug(`A token is refused: ${cause}`);
    return { kind: 'refused', description: REFUSED, cause };
  }
}
