import type { FormParameters } from './form-parameters.js';
import { readTokenParameter, type TokenParameter } from './token-type-hint.js';

/**
 * The parameters of a revocation request (RFC 7009 §2.1). The answer to any of them is 200 without a body, whether the token was known or not
 * (RFC 7009 §2.2, S-02).
 * @throws OAuthError invalid_request — `token` is missing, or a parameter is repeated
 */
export function readRevocationRequest(parameters: FormParameters): TokenParameter {
  return readTokenParameter(parameters);
}
