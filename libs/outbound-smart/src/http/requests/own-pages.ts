import type { FastifyRequest } from 'fastify';
import { FormParameters } from '#protocol/oauth2/form-parameters';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { InteractionError } from '../../authorization-flow/interaction-error.js';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import { inOwnWords, type FormConvention } from './in-own-words.js';
import { queryParameters, rawForm } from './request-parameters.js';
import { sourceOf, type RequestSource } from './request-source.js';

/** What a form of another site can choose besides the encoding of our own forms (HTML §4.10.18.6). */
const FOREIGN_ENCODINGS: ReadonlySet<string> = new Set(['text/plain', 'multipart/form-data']);
const OF_OWN_PAGES: ReadonlySet<RequestSource> = new Set(['own-origin', 'nowhere']);
const OF_OWN_SITE: ReadonlySet<RequestSource> = new Set(['own-origin', 'own-site', 'nowhere']);

/**
 * Refuses an answer to one of our pages that another origin sent, whatever token is in it (V-66).
 * @throws InteractionError forged-form
 */
export function assertFromOwnPage(instance: OutboundSmartInstance, request: FastifyRequest): void {
  if (!OF_OWN_PAGES.has(sourceHere(instance, request))) throw new InteractionError('forged-form');
}

/** What the addresses of our pages have: a form without an action is sent to such an address. Nothing of it counts. */
const OF_PAGE_ADDRESSES: ReadonlySet<string> = new Set([
  ...['interaction', 'error', 'done', 'from', 'select', 'search', 'method', 'registration', 'reset'],
]);

/**
 * The form of one of our pages, as a browser sends it from there.
 * @param convention how pages of skins may call its fields, where they are not written for this server
 * @throws InteractionError forged-form — sent from elsewhere, or in an encoding of forms made elsewhere
 * @throws OAuthError invalid_request — with fields in the address
 */
export function ownForm(
  instance: OutboundSmartInstance,
  request: FastifyRequest,
  convention?: FormConvention,
): FormParameters {
  assertOwnEncoding(request);
  assertFromOwnPage(instance, request);
  return answeredFields(request, convention);
}

/**
 * The fields of an answer to one of our pages.
 * @param most of a form with more fields than requests have
 * @throws OAuthError invalid_request — with fields in the address, which proxies log (STD OA5)
 */
export function answeredFields(
  request: FastifyRequest,
  convention: FormConvention = () => undefined,
  most?: number,
): FormParameters {
  if (
    !queryParameters(request)
      .names()
      .every((name) => OF_PAGE_ADDRESSES.has(name))
  )
    throw new OAuthError('invalid_request', 'Send the parameters in the body, not in the address.');
  return FormParameters.parse(inOwnWords(rawForm(request), convention), most);
}

/** Whether no foreign site sent the request, as far as its headers tell (ruling 45). */
export function isFromOwnSite(instance: OutboundSmartInstance, request: FastifyRequest): boolean {
  return OF_OWN_SITE.has(sourceHere(instance, request));
}

/** Whether a link or a form on a page of ours led here. */
export function isFromOwnPage(instance: OutboundSmartInstance, request: FastifyRequest): boolean {
  return sourceHere(instance, request) === 'own-origin';
}

function sourceHere({ issuer }: OutboundSmartInstance, { headers }: FastifyRequest): RequestSource {
  return sourceOf(headers, ownOrigins(new URL(issuer), headers.host));
}

/**
 * The issuer's, and without TLS also the address under which the browser knows us: whoever tries the server out calls it by names that are not in its
 * definition, and no other site has pages there.
 */
function ownOrigins({ origin, protocol }: URL, host = ''): readonly string[] {
  const called = `http://${host}`;
  return protocol === 'http:' && URL.canParse(called) ? [origin, new URL(called).origin] : [origin];
}

/** @throws InteractionError forged-form — the body has an encoding that only a form made elsewhere has */
export function assertOwnEncoding({ headers }: FastifyRequest): void {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== undefined && FOREIGN_ENCODINGS.has(type)) throw new InteractionError('forged-form');
}
