import { OAuthError } from '#protocol/oauth2/oauth-error';

/** An EHR's order that cannot be carried out: the member of the body, and what is wrong with it. */
export function refusedOrder(member: string, problem: string): OAuthError {
  return new OAuthError('invalid_request', `${member} ${problem}.`, { parameter: member });
}
