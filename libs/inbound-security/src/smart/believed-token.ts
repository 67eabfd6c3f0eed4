import type { KnownServer } from '#oidc-server-definition/known-servers.port';
import type { AccessTokenFacts } from '#protocol/server/access-token-facts';
import type { SmartInboundInstance } from './smart-inbound-instance.js';
import type { SmartInboundOptions } from './smart-inbound.options.js';

/** What is demanded of tokens, and of which module the servers are that may issue them. */
export interface TokenDemands extends Pick<SmartInboundInstance, 'moduleId'> {
  readonly options: Pick<SmartInboundOptions, 'audiences' | 'requiresExpiry' | 'bindsKeyNames'>;
}

/** A token that is to be looked at. */
export interface TokenQuestion {
  readonly instance: TokenDemands;
  readonly token: string;
  /** Where it came from. */
  readonly remoteAddress: string;
}

/** A token that another server vouches for. */
export interface BelievedToken {
  readonly server: KnownServer;
  readonly facts: AccessTokenFacts;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** No server is asked now: too many tokens of the network were none. */
export interface BusyNetwork {
  readonly kind: 'busy';
  readonly cause: string;
  readonly retryAfterSeconds: number;
}

/** What another server's part in a token comes to; texts are for the log. */
export type TokenBelief =
  | { readonly kind: 'believed'; readonly token: BelievedToken }
  | { readonly kind: 'refused'; readonly cause: string }
  | { readonly kind: 'unavailable'; readonly cause: string }
  | BusyNetwork;
