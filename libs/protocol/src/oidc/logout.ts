import { OAuthError } from '../oauth2/oauth-error.js';

/** What of a signed-out app's tokens is to be revoked as well (product parameter `revoke`). */
export type RevokeAtLogout = 'token' | 'token_refresh';

/** A request to end the session, in the product's form (`cb`, `revoke`), in that of OpenID Connect, or in both. */
export interface LogoutRequest {
  readonly idTokenHint?: string;
  readonly clientId?: string;
  readonly postLogoutRedirectUri?: string;
  readonly state?: string;
  /** Where the product's clients ask to be sent; `none` is read as absent. */
  readonly cb?: string;
  readonly uiLocales?: string;
  readonly revoke: readonly RevokeAtLogout[];
}

const singleParameters = {
  idTokenHint: 'id_token_hint',
  clientId: 'client_id',
  postLogoutRedirectUri: 'post_logout_redirect_uri',
  state: 'state',
  cb: 'cb',
  uiLocales: 'ui_locales',
} as const;

const LONGEST_VALUE = 8192;

/**
 * Reads the parameters of `/logout`. An empty value counts as absent, an unknown parameter and an unknown value of `revoke` are ignored;
 * only `revoke` may be repeated.
 * @throws OAuthError invalid_request — a parameter given twice, or one that is too long or holds a NUL
 * @see OpenID Connect RP-Initiated Logout 1.0 §2; STD OLOG-1
 */
export function readLogoutRequest(parameters: URLSearchParams): LogoutRequest {
  const single = Object.entries(singleParameters).flatMap(([field, name]): [string, string][] => {
    const value = singleValue(parameters, name);
    return value === undefined || (name === 'cb' && value === 'none') ? [] : [[field, value]];
  });
  const asked = new Set(parameters.getAll('revoke'));
  const revoke = (['token', 'token_refresh'] as const).filter((kind) => asked.has(kind));
  return { ...Object.fromEntries(single), revoke };
}

function singleValue(parameters: URLSearchParams, name: string): string | undefined {
  const values = parameters.getAll(name);
  if (values.length > 1) throw refused(name, 'may be given only once');
  const [value = ''] = values;
  if (value.length > LONGEST_VALUE) throw refused(name, `is longer than ${String(LONGEST_VALUE)} characters`);
  if (value.includes('\0')) throw refused(name, 'holds a NUL character');
  return value === '' ? undefined : value;
}

function refused(name: string, problem: string): OAuthError {
  return new OAuthError('invalid_request', `${name} ${problem}`, { parameter: name });
}
