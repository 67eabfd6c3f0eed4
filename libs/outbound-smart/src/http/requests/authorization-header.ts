import type { FastifyRequest } from 'fastify';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { headerValues } from './header-values.js';

/**
 * The Authorization header of a request.
 * @throws OAuthError invalid_request — there is more than one (RFC 9110 §5.3, V-07)
 */
export function authorizationHeader(request: FastifyRequest): string | undefined {
  const [value, ...others] = headerValues(request, 'authorization');
  if (others.length > 0) throw new OAuthError('invalid_request', 'Send the Authorization header once.');
  return value;
}
