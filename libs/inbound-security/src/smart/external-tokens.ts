import { Inject, Injectable, Optional } from '@nestjs/common';
import { KNOWN_SERVERS, type KnownServer, type KnownServers } from '#oidc-server-definition/known-servers.port';
import { CLOCK, type Clock } from '#protocol/clock';
import { networkOf } from '#protocol/network-of';
import { withSignIn } from '#protocol/user/sign-in-details';
import type { ExternalTokenAuthentication, ExternalTokenOutcome, PresentedToken } from '../external-token.port.js';
import { OWN_TOKENS, type OwnTokens } from '../own-tokens.port.js';
import { SharedWork } from '../shared-work.js';
import { USER_DIRECTORY, type UserDirectory } from '../user-directory.port.js';
import type { BelievedToken, BusyNetwork, TokenBelief, TokenQuestion } from './believed-token.js';
import { IntrospectedTokens } from './introspected-tokens.js';
import { SignedTokens } from './signed-tokens.js';
import {
  SMART_INBOUND_INSTANCES,
  type SmartInboundInstance,
  type SmartInboundInstances,
} from './smart-inbound-instance.js';
import { TokenCache } from './token-cache.js';
import { callerOf } from './token-caller.js';
import { TokenHolders, type GivenToToken } from './token-holders.js';

/** In characters; a longer one is no token. */
const LONGEST_TOKEN = 32_768;
/** Seconds for which a refusal is remembered, so that nobody floods another server with one token. */
const REFUSED_SECONDS = 5;
/** One text for whatever is wrong with a token: the log knows more. */
const REFUSED = 'The access token is unknown here, expired or revoked.';

/** Whom a token speaks for. */
interface HeldToken {
  readonly kind: 'holder';
  readonly token: BelievedToken;
  readonly userPid: number;
  readonly given: GivenToToken;
}

/** Why a token does not count, for the log. */
interface RefusedToken {
  readonly kind: 'refused';
  readonly cause: string;
}

/** A refusal counts for the definitions that there were. */
type Refusal = RefusedToken & { readonly under: readonly KnownServer[] };

/** What comes of a token that nothing is remembered of. */
type Verdict = HeldToken | RefusedToken | Extract<TokenBelief, { kind: 'unavailable' }> | BusyNetwork;

/** What an instance of a module knows of tokens of other servers. */
interface KnownTokens {
  readonly holders: TokenCache<HeldToken>;
  /** Apart from them: anybody can have tokens refused, as many as they like. */
  readonly refusals: TokenCache<Refusal>;
  /** By the definitions: after a change of one nobody waits for what is found out under the old one. */
  readonly judging: WeakMap<readonly KnownServer[], SharedWork<Verdict>>;
}

/** {@link ExternalTokenAuthentication}. */
@Injectable()
export class ExternalTokens implements ExternalTokenAuthentication {
  /** By the instance: a module that was restarted trusts anew. */
  private readonly known = new WeakMap<SmartInboundInstance, KnownTokens>();

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
    const known = this.knownOf(instance);
    const [held, refusal] = [known.holders.find(presented.token), known.refusals.find(presented.token)];
    const servers = await this.servers.list(instance.moduleId);
    if (held !== undefined && servers.some((server) => isSame(server, held.token.server)))
      return this.admitted(instance, held, presented.token);
    // The list is another one after each change of a definition.
    if (refusal?.under === servers) return refused(refusal.cause);
    const verdict = await this.judgedOnce(instance, presented, servers);
    if (verdict.kind === 'holder') return this.admitted(instance, verdict, presented.token);
    return verdict.kind === 'refused' ? refused(verdict.cause) : verdict;
  }

  /** Programs start with many calls at once: what comes of their token is found out once. Of each network apart: one is not told what another did. */
  private judgedOnce(
    instance: SmartInboundInstance,
    presented: PresentedToken,
    under: readonly KnownServer[],
  ): Promise<Verdict> {
    const { judging } = this.knownOf(instance);
    const work = judging.get(under) ?? new SharedWork<Verdict>();
    judging.set(under, work);
    const name = `${networkOf(presented.remoteAddress)} ${presented.token}`;
    return work.do(name, async () => {
      const verdict = await this.judged(instance, presented);
      this.remember(instance, { text: presented.token, verdict, under });
      return verdict;
    });
  }

  private async judged(instance: SmartInboundInstance, presented: PresentedToken): Promise<Verdict> {
    const belief = await this.belief({ instance, ...presented });
    if (belief.kind !== 'believed') return belief;
    const { token } = belief;
    const { remoteAddress, request } = presented;
    const holder = await this.holders.of({ instance, token, remoteAddress, ...(request && { request }) });
    if (holder.kind !== 'known') return holder;
    const { user, given } = holder;
    return { kind: 'holder', token, userPid: user.pid, given };
  }

  /** Not what may be another way at once: a server that is away, a network that is busy. */
  private remember(
    instance: SmartInboundInstance,
    { text, verdict, under }: { text: string; verdict: Verdict; under: readonly KnownServer[] },
  ): void {
    const { holders, refusals } = this.knownOf(instance);
    if (verdict.kind === 'refused') refusals.remember(text, { ...verdict, under }, { seconds: REFUSED_SECONDS });
    if (verdict.kind !== 'holder') return;
    const { expiresAt } = verdict.token.facts;
    const seconds = instance.options.cacheSeconds;
    holders.remember(text, verdict, { seconds, ...(expiresAt !== undefined && { expiresAt }) });
  }

  private async belief(question: TokenQuestion): Promise<TokenBelief> {
    return (await this.signed.judge(question)) ?? (await this.introspected.judge(question));
  }

  private async admitted(
    instance: SmartInboundInstance,
    { token, userPid, given }: HeldToken,
    text: string,
  ): Promise<ExternalTokenOutcome> {
    const user = await this.users.usable(instance.moduleId, userPid);
    const caller = callerOf({ instance, token, text, ...(user && { user: withSignIn(user, given) }) });
    if (user !== undefined) return { kind: 'admitted', caller };
    const { clientId, jti } = caller;
    return { ...refused('its account is locked, disabled or gone'), holder: { clientId, jti } };
  }

  private knownOf(instance: SmartInboundInstance): KnownTokens {
    const known = this.known.get(instance) ?? {
      holders: new TokenCache(this.clock),
      refusals: new TokenCache(this.clock),
      judging: new WeakMap(),
    };
    this.known.set(instance, known);
    return known;
  }
}

/** A definition that was changed since, or is gone, vouches for nothing. */
function isSame(one: KnownServer, other: KnownServer): boolean {
  return one.pid === other.pid && one.version === other.version;
}

function refused(cause: string): Extract<ExternalTokenOutcome, { kind: 'refused' }> {
  return { kind: 'refused', description: REFUSED, cause };
}
