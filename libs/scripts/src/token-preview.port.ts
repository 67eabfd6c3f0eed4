import type { Decision } from '#protocol/decision/decision-trace';
import type { TokenGeneratingCall, TokenGeneratingResult } from './post-authorize-script.port.js';

/** What a token would be that is never made. */
export interface PreviewedToken {
  /** Members of the token response, without the tokens themselves. */
  readonly tokenResponse: Readonly<Record<string, unknown>>;
  /** Claims of the access token, without those that only tell one token from another. */
  readonly accessToken: Readonly<Record<string, unknown>>;
  readonly decisions: readonly Decision[];
}

/** Tells what comes of `onTokenGenerating`, by the rules that tokens are made by. */
export interface TokenPreview {
  /**
   * Undefined where the module issues no tokens in this process.
   * @throws Error — there would be no token; the message says why
   */
  preview(
    call: Omit<TokenGeneratingCall, 'script' | 'occasion'>,
    result: TokenGeneratingResult,
  ): PreviewedToken | undefined;
}

/** DI token of {@link TokenPreview}; provided by the library that issues tokens. */
export const TOKEN_PREVIEW = Symbol('TokenPreview');
