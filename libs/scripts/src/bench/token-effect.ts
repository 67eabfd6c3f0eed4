import { OAuthError } from '#protocol/oauth2/oauth-error';
import type { TokenGeneratingCall, TokenGeneratingResult } from '../post-authorize-script.port.js';
import type { PreviewedToken, TokenPreview } from '../token-preview.port.js';
import type { ComparedState } from './compared-state.js';

/** What `onTokenGenerating` makes of session and launch, and with them of the token that would be issued. */
export function tokenEffect(
  call: TokenGeneratingCall,
  result: TokenGeneratingResult,
  preview: TokenPreview,
): ComparedState {
  const { user, launchContext } = call;
  const before = previewed(call, { launchContext, accessTokenClaims: {}, ...(user && { user }) }, preview);
  const after = previewed(call, result, preview);
  const { decisions, refusal } = after;
  return {
    before: { session: user, launch: launchContext, claims: {}, ...shown(before) },
    after: {
      ...{ session: result.user ?? user, launch: result.launchContext, claims: result.accessTokenClaims },
      ...shown(after),
    },
    ...(decisions && { decisions }),
    ...(refusal !== undefined && { refusal }),
  };
}

type Previewed = Partial<PreviewedToken> & { readonly refusal?: string };

/** A script may well leave what no token can be made of. */
function previewed(call: TokenGeneratingCall, result: TokenGeneratingResult, preview: TokenPreview): Previewed {
  try {
    return preview.preview(call, result) ?? {};
  } catch (error) {
    if (error instanceof OAuthError) return { refusal: `${error.code}: ${error.description}` };
    return { refusal: error instanceof Error ? error.message : String(error) };
  }
}

/** Where there would be no token, nothing is in it. */
function shown({ tokenResponse, accessToken, refusal }: Previewed) {
  if (refusal !== undefined) return { tokenResponse: {}, accessToken: {} };
  return { ...(tokenResponse && { tokenResponse }), ...(accessToken && { accessToken }) };
}
