import type { ExternalTokenCaller, RefusedTokenHolder } from './external-token.port.js';

/** What came of a token as one of ours. */
export type OwnTokenOutcome =
  | { readonly kind: 'admitted'; readonly caller: Omit<ExternalTokenCaller, 'source'> }
  /** `token` is there for a token that is ours, and may not be used. */
  | { readonly kind: 'refused'; readonly description: string; readonly token?: RefusedTokenHolder };

/** Knows the access tokens of SMART outbound modules; who owns tokens says so. An application without such modules has none. */
export interface OwnTokens {
  /** @param moduleIds the outbound modules whose tokens count */
  authenticate(moduleIds: readonly string[], token: string): Promise<OwnTokenOutcome>;
}

/** DI token of {@link OwnTokens}. */
export const OWN_TOKENS = Symbol('OwnTokens');
