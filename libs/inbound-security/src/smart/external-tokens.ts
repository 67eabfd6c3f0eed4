import { Inject, Injectable, Optional } from '@nestjs/common';
import { KNOWN_SERVERS, type KnownServer, type KnownServers } from '#oidc-server-definition/known-servers.port';
import { CLOCK, type Clock } from '#protocol/clock';
import type { ExternalTokenAuthentication, ExternalTokenOutcome, PresentedToken } from '../external-token.port.js';
import { OWN_TOKENS, type OwnTokens } from '../own-tokens.port.js';
import { USER_DIRECTORY, type UserDirectory } from '../user-directory.port.js';
import type { BelievedToken, TokenBelief, TokenQuestion } from './believed-token.js';
import { IntrospectedTokens } from './introspected-tokens.js';
import { SignedTokens } from './signed-tokens.js';
import {
  SMART_INBOUND_INSTANCES,
  type SmartInboundInstance,
  type SmartInboundInstances,
} from './smart-inbound-instance.js';
import { TokenCache } from './token-cache.js';
import { callerOf } from './token-caller.js';
import { TokenHolders } from './token-holders.js';

/** In characters; a longer one is no token. */
const LONGEST_TOKEN = 32_768;
/** Seconds for which a refusal is remembered, so that nobody floods another server with one token. */
const REFUSED_SECONDS = 5;
/** One text for whatever is wrong with a token: the log knows more. */
const REFUSED = 'The access token is unknown here, expired or revoked.';

/** What is remembered of a token: whom it speaks for, or that it does not count. */
type Remembered =
  | { readonly kind: 'holder'; readonly token: BelievedToken; readonly userPid: number }
  | { readonly kind: 'refused'; readonly cause: string; readonly under: readonly KnownServer[] };

/** {@link ExternalTokenAuthentication}. */
@Injectable()
export class ExternalTokens implements ExternalTokenAuthentication {
  /** By the instance: a module that was restarted trusts anew. */
  private readonly caches = new WeakMap<SmartInboundInstance, TokenCache<Remembered>>();

  constructor(
    @Inject(SMART_INBOUND_INSTANCES) private readonly instances: SmartInboundInstances,
    @Inject(KNOWN_SERVERS) private readonly servers: KnownServers,
    @Inject(USER_DIRECTORY) private readonly users: UserDirectory,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly signed: SignedTokens,
    private readonly introspected: IntrospectedTokens,
    private readonly holders: TokenHolders,
    @Optional() @Inject(OWN_TOKENS) private readonly own?: OwnTokens,
  ) {}

  async authenticate(moduleId: string, presented: PresentedToken): Promise<ExternalTokenOutcome> {
    const instance = this.instances.get(moduleId);
    if (instance === undefined) return refused(`the SMART inbound module ${moduleId} does not run`);
    if (presented.token.length > LONGEST_TOKEN) return refused('it is longer than any token');
    return (await this.byOwn(instance, presented.token)) ?? this.byOther(instance, presented);
  }

  /** Our own tokens are never remembered: they are looked up as they are now. */
  private async byOwn(
    { trustedModuleIds }: SmartInboundInstance,
    token: string,
  ): Promise<ExternalTokenOutcome | undefined> {
    if (this.own === undefined || trustedModuleIds.length === 0) return undefined;
    const outcome = await this.own.authenticate(trustedModuleIds, token);
    if (outcome.kind === 'admitted') return { kind: 'admitted', caller: { source: 'own', ...outcome.caller } };
    const { token: holder, description } = outcome;
    return holder && { kind: 'refused', description, cause: 'a token of ours that may not be used here', holder };
  }

  private async byOther(instance: SmartInboundInstance, presented: PresentedToken): Promise<ExternalTokenOutcome> {
    const known = this.cacheOf(instance).find(presented.token);
    const servers = await this.servers.list(instance.moduleId);
    if (known?.kind === 'holder' && servers.some((server) => isSame(server, known.token.server)))
      return this.admitted(instance, known, presented.token);
    // The list is another one after each change of a definition.
    if (known?.kind === 'refused' && known.under === servers) return refused(known.cause);
    return this.verified(instance, presented, servers);
  }

  private async verified(
    instance: SmartInboundInstance,
    presented: PresentedToken,
    under: readonly KnownServer[],
  ): Promise<ExternalTokenOutcome> {
    const { token: text, remoteAddress } = presented;
    const cache = this.cacheOf(instance);
    const belief = await this.belief({ instance, ...presented });
    if (belief.kind === 'unavailable' || belief.kind === 'busy') return belief;
    if (belief.kind === 'refused') {
      const { cause } = belief;
      cache.remember(text, { kind: 'refused', cause, under }, { seconds: REFUSED_SECONDS });
      return refused(cause);
    }
    const { token } = belief;
    const holder = await this.holders.of({ instance, token, remoteAddress });
    if (holder.kind === 'refused') return refused(holder.cause);
    const remembered = { kind: 'holder', token, userPid: holder.user.pid } as const;
    const { expiresAt } = token.facts;
    const seconds = instance.options.cacheSeconds;
    cache.remember(text, remembered, { seconds, ...(expiresAt !== undefined && { expiresAt }) });
    return this.admitted(instance, remembered, text);
  }

  private async belief(question: TokenQuestion): Promise<TokenBelief> {
    return (await this.signed.judge(question)) ?? (await this.introspected.judge(question));
  }

  private async admitted(
    instance: SmartInboundInstance,
    { token, userPid }: Extract<Remembered, { kind: 'holder' }>,
    text: string,
  ): Promise<ExternalTokenOutcome> {
    const user = await this.users.usable(instance.moduleId, userPid);
    const caller = callerOf({ instance, token, text, ...(user && { user }) });
    if (user !== undefined) return { kind: 'admitted', caller };
    const { clientId, jti } = caller;
    return { ...refused('its account is locked, disabled or gone'), holder: { clientId, jti } };
  }

  private cacheOf(instance: SmartInboundInstance): TokenCache<Remembered> {
    const cache = this.caches.get(instance) ?? new TokenCache<Remembered>(this.clock);
    this.caches.set(instance, cache);
    return cache;
  }
}

/** A definition that was changed since, or is gone, vouches for nothing. */
function isSame(one: KnownServer, other: KnownServer): boolean {
  return one.pid === other.pid && one.version === other.version;
}

function refused(cause: string): Extract<ExternalTokenOutcome, { kind: 'refused' }> {
  return { kind: 'refused', description: REFUSED, cause };
}
