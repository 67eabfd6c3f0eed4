import { OAuthError } from '#protocol/oauth2/oauth-error';

/** What comes in the Authorization header, and is answered with a challenge (STD RFC6749-8). */
const headerMethods = ['client_secret_basic', 'bearer', 'dpop'];

/**
 * The one refusal of every client that did not authenticate, so that nothing is told about which clients exist.
 * @param cause the reason, for the log and the audit record
 * @param advice what the request alone calls for, whoever the client is
 */
export function refusedClient(method: string, cause: string, advice?: string): OAuthError {
  const refusal = 'The client is unknown or its authentication failed.';
  return new OAuthError('invalid_client', advice === undefined ? refusal : `${refusal} ${advice}`, {
    cause,
    ...(headerMethods.includes(method) && { challenge: 'Basic' }),
  });
}
