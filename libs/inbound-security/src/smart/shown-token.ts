import { OAuthError } from '#protocol/oauth2/oauth-error';

/** A request, as every HTTP framework has it. */
export interface TokenRequest {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly query?: unknown;
}

/** In characters. */
const LONGEST_HEADER = 40_000;

/**
 * The access token of a request, which is in the Authorization header or nowhere (RFC 6750 §2.1; B-29).
 * @throws OAuthError invalid_client — there is none; invalid_request — it stands in the address, or the header cannot be read
 */
export function shownToken({ headers, query }: TokenRequest): string {
  if (typeof query === 'object' && query !== null && 'access_token' in query)
    throw new OAuthError('invalid_request', 'Send the access token in the Authorization header, not in the address.');
  const { authorization } = headers;
  if (authorization === undefined)
    throw new OAuthError('invalid_client', 'Send an access token: the call has no credentials.');
  const [, token] =
    typeof authorization === 'string' && authorization.length <= LONGEST_HEADER
      ? (/^bearer +([\w.~+/-]+=*) *$/i.exec(authorization) ?? [])
      : [];
  if (token === undefined)
    throw new OAuthError('invalid_request', 'The Authorization header must say Bearer with a token.');
  return token;
}
