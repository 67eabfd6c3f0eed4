import type { FastifyRequest } from 'fastify';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { FormParameters } from '#protocol/oauth2/form-parameters';
import { authorizationHeader } from './authorization-header.js';
import { queryParameters, rawForm } from './request-parameters.js';

/** A request without any access token: it gets the bare challenge and no error (RFC 6750 §3.1). */
export class MissingTokenError extends OAuthError {
  constructor() {
    super('invalid_token', 'An access token is needed.', { challenge: 'Bearer' });
  }
}

/**
 * The access token of a request: from the header, or from the form body of a POST, never from the query (RFC 6750 §2, B-29).
 * @throws OAuthError invalid_request — in the query, in two places, or in two headers
 * @throws MissingTokenError there is none
 */
export function bearerToken(request: FastifyRequest): string {
  refuseTokenInQuery(request);
  const inHeader = bearerHeader(request);
  const inBody = request.method === 'POST' ? FormParameters.parse(rawForm(request)).get('access_token') : undefined;
  if (inHeader !== undefined && inBody !== undefined)
    throw new OAuthError('invalid_request', 'The access token was sent twice.', { parameter: 'access_token' });
  const token = inHeader ?? inBody;
  if (token === undefined) throw new MissingTokenError();
  return token;
}

/**
 * The access token of a request whose body is no form: from the header alone.
 * @throws OAuthError invalid_request — in the query, or in two headers
 * @throws MissingTokenError there is none
 */
export function headerToken(request: FastifyRequest): string {
  refuseTokenInQuery(request);
  const token = bearerHeader(request);
  if (token === undefined) throw new MissingTokenError();
  return token;
}

function refuseTokenInQuery(request: FastifyRequest): void {
  if (!queryParameters(request).has('access_token')) return;
  throw new OAuthError('invalid_request', 'Send the access token in the Authorization header, not in the address.', {
    parameter: 'access_token',
  });
}

function bearerHeader(request: FastifyRequest): string | undefined {
  return /^bearer +([\w.~+/-]+=*)$/i.exec(authorizationHeader(request) ?? '')?.[1];
}
