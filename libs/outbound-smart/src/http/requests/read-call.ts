import type { FastifyRequest } from 'fastify';
import type { AuthenticatedCall } from '../../client-authentication/authenticated-call.js';
import { authorizationHeader } from './authorization-header.js';
import { clientAddress } from './client-address.js';
import { instanceOf } from './current-instance.decorator.js';
import { presentedSender } from './presented-sender.js';
import { shownRequest } from './shown-request.js';
import { bodyParameters } from './request-parameters.js';

/**
 * What a POST to an endpoint that authenticates clients says, read the same way at all of them.
 * @throws OAuthError invalid_request — the body is no form, parameters stand in the address, or there are two Authorization headers
 */
export function readCall(request: FastifyRequest): AuthenticatedCall {
  const instance = instanceOf(request);
  return {
    instance,
    parameters: bodyParameters(request),
    authorization: authorizationHeader(request),
    sender: presentedSender(request),
    remoteAddress: clientAddress(request),
    request: shownRequest(instance, request),
  };
}
