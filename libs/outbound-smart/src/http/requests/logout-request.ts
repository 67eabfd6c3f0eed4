import type { FastifyRequest } from 'fastify';
import type { Visit } from '../../authorization-flow/visit.js';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import type { LogoutVisit } from '../../logout/logout-endpoint.js';
import { acceptsHtml } from './accepts-html.js';
import { authorizationHeader } from './authorization-header.js';
import { assertFromOwnPage, isFromOwnSite } from './own-pages.js';
import { rawForm, rawQuery } from './request-parameters.js';

/** Parameters of a body; none unless it is a POST. */
function bodyOf(request: FastifyRequest): URLSearchParams {
  return new URLSearchParams(request.method === 'POST' ? rawForm(request) : '');
}

/** A form of another site arrives without our cookie; a GET brings it, and the person can be asked (X14, ruling 45). */
function lacksCookies(instance: OutboundSmartInstance, request: FastifyRequest): boolean {
  return request.method === 'POST' && acceptsHtml(request) && !isFromOwnSite(instance, request);
}

/**
 * What a request wants of /logout.
 * @throws InteractionError forged-form — an answer to our confirmation page that another site sent
 */
export function logoutCall(instance: OutboundSmartInstance, request: FastifyRequest, visit: Visit): LogoutVisit {
  const inBody = bodyOf(request);
  const parameters = new URLSearchParams([...new URLSearchParams(rawQuery(request)), ...inBody]);
  const confirmation = inBody.get('_csrf') ?? undefined;
  if (confirmation !== undefined) assertFromOwnPage(instance, request);
  const accessToken = tokenHeader(request);
  return {
    instance,
    visit,
    parameters,
    isFromOwnSite: isFromOwnSite(instance, request),
    wantsPage: acceptsHtml(request),
    lacksCookies: lacksCookies(instance, request),
    ...(confirmation !== undefined && { confirmation }),
    ...(accessToken !== undefined && { accessToken }),
  };
}

/** Product clients send the raw token with and without `Bearer ` (reference 3.11). */
function tokenHeader(request: FastifyRequest): string | undefined {
  return /^(?:bearer +)?([\w.~+/-]+=*)$/i.exec(authorizationHeader(request) ?? '')?.[1];
}
