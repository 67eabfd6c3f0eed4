import { OAuthError } from '#protocol/oauth2/oauth-error';

/** As many requests of one network wait as may, so that nobody fills the database with them (R-18, F-48). */
export function tooManyWaiting(retryAfterSeconds: number): OAuthError {
  const description = 'Too many requests from this network wait for an answer; try again later';
  return new OAuthError('temporarily_unavailable', description, { retryAfterSeconds });
}
