import type { FastifyRequest } from 'fastify';
import { FormParameters } from '#protocol/oauth2/form-parameters';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import type { ResourceCall } from '../../tokens/token-gate.js';
import { authorizationHeader } from './authorization-header.js';
import { instanceOf } from './current-instance.decorator.js';
import { presentedSender } from './presented-sender.js';
import { queryParameters, rawForm } from './request-parameters.js';

type PresentedToken = Pick<ResourceCall, 'scheme' | 'token'>;

/** A request without any access token: it gets the bare challenge and no error (RFC 6750 §3.1). */
export class MissingTokenError extends OAuthError {
  /** @param proofAlgorithms those of the DPoP challenge; empty = there is none */
  constructor(proofAlgorithms: readonly string[] = []) {
    super('invalid_token', 'An access token is needed.', { challenge: 'Bearer', proofAlgorithms });
  }
}

/**
 * What a request to one of our own resources presents. The access token is taken from the header, or from the form body of a POST, never from
 * the query (RFC 6750 §2, B-29).
 * @throws OAuthError invalid_request — in the query, in two places, or in two headers
 * @throws MissingTokenError there is none
 */
export function readResourceCall(request: FastifyRequest): ResourceCall {
  refuseTokenInQuery(request);
  return { instance: instanceOf(request), sender: presentedSender(request), ...presentedToken(request) };
}

/**
 * The same for a request whose body is no form: the access token is taken from the header alone.
 * @throws OAuthError invalid_request — in the query, or in two headers
 * @throws MissingTokenError there is none
 */
export function readJsonResourceCall(request: FastifyRequest): ResourceCall {
  refuseTokenInQuery(request);
  const token = headerToken(request);
  if (token === undefined) throw new MissingTokenError(instanceOf(request).dpopAlgorithms);
  return { instance: instanceOf(request), sender: presentedSender(request), ...token };
}

function refuseTokenInQuery(request: FastifyRequest): void {
  if (!queryParameters(request).has('access_token')) return;
  throw new OAuthError('invalid_request', 'Send the access token in the Authorization header, not in the address.', {
    parameter: 'access_token',
  });
}

function presentedToken(request: FastifyRequest): PresentedToken {
  const inHeader = headerToken(request);
  const inBody = request.method === 'POST' ? FormParameters.parse(rawForm(request)).get('access_token') : undefined;
  if (inHeader !== undefined && inBody !== undefined)
    throw new OAuthError('invalid_request', 'The access token was sent twice.', { parameter: 'access_token' });
  if (inHeader !== undefined) return inHeader;
  if (inBody === undefined) throw new MissingTokenError(instanceOf(request).dpopAlgorithms);
  return { scheme: 'Bearer', token: inBody };
}

/** Where DPoP is off its scheme is as unknown as any other. */
function headerToken(request: FastifyRequest): PresentedToken | undefined {
  const [, scheme, token] = /^(bearer|dpop) +([\w.~+/-]+=*)$/i.exec(authorizationHeader(request) ?? '') ?? [];
  if (scheme === undefined || token === undefined) return undefined;
  if (scheme.toLowerCase() === 'bearer') return { scheme: 'Bearer', token };
  return instanceOf(request).dpopAlgorithms.length > 0 ? { scheme: 'DPoP', token } : undefined;
}
