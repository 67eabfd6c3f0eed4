import type { FastifyRequest } from 'fastify';
import { readPresentedCredentials } from '#protocol/oauth2/client-credentials';
import { FormParameters } from '#protocol/oauth2/form-parameters';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { notesOf } from '../../refusals/refusal-notes.js';
import { authorizationHeader } from '../requests/authorization-header.js';
import { queryParameters } from '../requests/request-parameters.js';

/** The client a failed request is about: the one that is known from its error, else the one that the request names. */
export function clientIdOf(request: FastifyRequest, error: unknown): string | undefined {
  return notesOf(error).clientId ?? claimedClientId(request);
}

/** Whom a request claims to come from, by header, body or address; undefined where it names nobody or more than one. */
function claimedClientId(request: FastifyRequest): string | undefined {
  const body = FormParameters.parse(typeof request.body === 'string' ? request.body : '');
  const parameters = FormParameters.merge(queryParameters(request), body);
  try {
    return readPresentedCredentials(authorizationHeader(request), parameters).clientId;
  } catch (error) {
    if (error instanceof OAuthError) return undefined;
    throw error;
  }
}
