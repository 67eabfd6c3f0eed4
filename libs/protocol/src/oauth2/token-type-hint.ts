import type { FormParameters } from './form-parameters.js';
import { OAuthError } from './oauth-error.js';

/** What kind of token the caller believes it has. */
export type TokenTypeHint = 'access_token' | 'refresh_token';

/** One token to look at or to revoke. */
export interface TokenParameter {
  readonly token: string;
  /** Where to look first; never a reason to look nowhere else (RFC 7009 §2.1, STD RFC7009-2). */
  readonly hint?: TokenTypeHint;
}

/**
 * Reads `token` and the hint: the RFC's `token_type_hint`, or the product's `token_type`. Unknown hints are ignored.
 * @throws OAuthError invalid_request — `token` is missing, or a parameter is repeated
 */
export function readTokenParameter(parameters: FormParameters): TokenParameter {
  parameters.assertWellFormed();
  const token = parameters.get('token');
  if (token === undefined)
    throw new OAuthError('invalid_request', 'The parameter token is missing', { parameter: 'token' });
  const hint = parameters.get('token_type_hint') ?? parameters.get('token_type');
  return hint === 'access_token' || hint === 'refresh_token' ? { token, hint } : { token };
}
