import type { AuthorizationRequest } from '../oauth2/authorization-request.js';

/** What an app said about the sign-in that it wants, as far as another server can heed it. */
export type SignInWishes = Pick<AuthorizationRequest, 'prompt' | 'maxAge' | 'loginHint' | 'uiLocales' | 'acr'>;

/** What is passed on to the server that signs the person in. */
export interface UpstreamHints {
  /** Parameters of the authorization request there (OpenID Connect Core §3.1.2.1). */
  readonly parameters: Readonly<Record<string, string>>;
  /** Greatest age of the sign-in there, in seconds; it must then say when that was. Zero: it has to ask the person. */
  readonly greatestAge?: number;
}

/**
 * The wishes of an app in the words of the server that has to fulfil them: who has a session there would otherwise be sent back without being asked,
 * and a fresh sign-in here would be none.
 * @param isNew the person has to prove anew who they are, whatever the app says
 * @param isSwitch somebody is signed in here and wants, or has, to be asked again: it may be another person
 */
export function upstreamHints(
  wishes: SignInWishes | undefined,
  { isNew, isSwitch }: { readonly isNew: boolean; readonly isSwitch: boolean },
): UpstreamHints {
  const { prompt = [], maxAge, loginHint, uiLocales, acr } = wishes ?? {};
  const isFresh = isNew || maxAge === 0 || prompt.includes('login');
  const greatestAge = isFresh ? 0 : maxAge;
  const prompts = [
    ...(isFresh ? ['login'] : []),
    ...(isSwitch || prompt.includes('select_account') ? ['select_account'] : []),
  ];
  const parameters = {
    ...(prompts.length > 0 && { prompt: prompts.join(' ') }),
    ...(greatestAge !== undefined && { max_age: String(greatestAge) }),
    ...(loginHint !== undefined && { login_hint: loginHint }),
    ...(uiLocales !== undefined && { ui_locales: uiLocales }),
    ...(acr && acr.values.length > 0 && { acr_values: acr.values.join(' ') }),
  };
  return { parameters, ...(greatestAge !== undefined && { greatestAge }) };
}
