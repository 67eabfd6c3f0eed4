import type { FastifyRequest } from 'fastify';
import { FormParameters } from '#protocol/oauth2/form-parameters';
import { OAuthError } from '#protocol/oauth2/oauth-error';

/** The raw query string, without its question mark. */
export function rawQuery(request: FastifyRequest): string {
  const url = request.raw.url ?? '';
  const start = url.indexOf('?');
  return start < 0 ? '' : url.slice(start + 1);
}

/**
 * The raw form body.
 * @throws OAuthError invalid_request when the body is not form-urlencoded (RFC 6749 §3.2, STD B2)
 */
export function rawForm(request: FastifyRequest): string {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type === 'application/x-www-form-urlencoded' && typeof request.body === 'string') return request.body;
  if (type === undefined && request.body === undefined) return '';
  throw new OAuthError('invalid_request', 'The body must be sent as application/x-www-form-urlencoded.');
}

/** Parameters of the query string. */
export function queryParameters(request: FastifyRequest): FormParameters {
  return FormParameters.parse(rawQuery(request));
}

/**
 * Parameters of a POST that others send, of query and body: one that stands in both counts as repeated (V-07).
 * @param most of a form with more fields than requests have
 * @throws OAuthError invalid_request
 */
export function formParameters(request: FastifyRequest, most?: number): FormParameters {
  return FormParameters.merge(queryParameters(request), FormParameters.parse(rawForm(request), most));
}

/**
 * Parameters of a POST that takes secrets or decisions: nothing may stand in the query, where proxies log it (RFC 6749 §2.3.1, STD OA5).
 * @param most of a form with more fields than requests have
 * @throws OAuthError invalid_request
 */
export function bodyParameters(request: FastifyRequest, most?: number): FormParameters {
  const inQuery = queryParameters(request).names();
  if (inQuery.length > 0)
    throw new OAuthError('invalid_request', 'Send the parameters in the body, not in the address.');
  return FormParameters.parse(rawForm(request), most);
}
