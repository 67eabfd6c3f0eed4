import type { FormParameters } from '../oauth2/form-parameters.js';
import { OAuthError } from '../oauth2/oauth-error.js';
import { parseScope } from '../oauth2/scope.js';

/** Value of `grant_type` of a CODAP request (RFC 7523 §2.1; product reference 18.1, STD CO1). */
export const JWT_BEARER_GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** Parameters of a CODAP request, besides those that authenticate the client. */
export interface CodapParameters {
  /** The authorization JWT. */
  readonly assertion: string;
  /** Less than the JWT asks for; absent = all of it. */
  readonly scopes?: readonly string[];
}

/** @throws OAuthError invalid_request — `assertion` is missing, or a parameter is repeated; invalid_scope — `scope` is malformed */
export function readCodapParameters(parameters: FormParameters): CodapParameters {
  const assertion = parameters.get('assertion');
  if (assertion === undefined)
    throw new OAuthError('invalid_request', 'The parameter assertion is missing; send the authorization JWT in it', {
      parameter: 'assertion',
    });
  const scopes = parseScope(parameters.get('scope'));
  return { assertion, ...(scopes.length > 0 && { scopes }) };
}
