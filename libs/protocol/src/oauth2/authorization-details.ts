import type { FormParameters } from './form-parameters.js';
import { OAuthError } from './oauth-error.js';

/**
 * There is no type of authorization details here, and whoever sends some must not believe that they were granted (RFC 9396 §5).
 * @throws OAuthError invalid_authorization_details — `authorization_details` was sent
 * @see RFC 9396 §2, §5, §6.1; STD RFC9396-1
 */
export function refuseAuthorizationDetails(parameters: FormParameters): void {
  if (!parameters.has('authorization_details')) return;
  const description = 'authorization_details of no type are supported; ask for scopes';
  throw new OAuthError('invalid_authorization_details', description, { parameter: 'authorization_details' });
}
