import type { FastifyRequest } from 'fastify';
import { OAuthError } from '#protocol/oauth2/oauth-error';

const NAME = 'authorization';

/**
 * The Authorization header of a request. Node keeps the first of several without a word; whatever stands before us may have checked another.
 * @throws OAuthError invalid_request — there is more than one (RFC 9110 §5.3, V-07)
 */
export function authorizationHeader({ headers, raw }: FastifyRequest): string | undefined {
  const count = raw.rawHeaders.filter((text, place) => place % 2 === 0 && isName(text)).length;
  if (count > 1) throw new OAuthError('invalid_request', 'Send the Authorization header once.');
  return headers.authorization;
}

function isName(text: string): boolean {
  return text.length === NAME.length && text.toLowerCase() === NAME;
}
