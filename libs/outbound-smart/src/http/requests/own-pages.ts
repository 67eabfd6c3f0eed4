import type { FastifyRequest } from 'fastify';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import { InteractionError } from '../../authorization-flow/interaction-error.js';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import { bodyParameters } from './request-parameters.js';
import { sourceOf, type RequestSource } from './request-source.js';

/** What a form of another site can choose besides the encoding of our own forms (HTML §4.10.18.6). */
const FOREIGN_ENCODINGS: ReadonlySet<string> = new Set(['text/plain', 'multipart/form-data']);
/** `hidden` is what browsers send with the forms of our own pages over http; the form's token decides about it. */
const OF_OWN_PAGES: ReadonlySet<RequestSource> = new Set(['own-origin', 'nowhere', 'hidden']);
const OF_OWN_SITE: ReadonlySet<RequestSource> = new Set(['own-origin', 'own-site', 'nowhere']);

/**
 * Refuses an answer to one of our pages that another origin sent, whatever token is in it (V-66).
 * @throws InteractionError forged-form
 */
export function assertFromOwnPage(instance: OutboundSmartInstance, { headers }: FastifyRequest): void {
  if (!OF_OWN_PAGES.has(sourceOf(headers, new URL(instance.issuer).origin))) throw new InteractionError('forged-form');
}

/**
 * The form of one of our pages, as a browser sends it from there.
 * @throws InteractionError forged-form — sent from elsewhere, or in an encoding of forms made elsewhere
 * @throws OAuthError invalid_request — with fields in the address
 */
export function ownForm(instance: OutboundSmartInstance, request: FastifyRequest): FormParameters {
  assertOwnEncoding(request);
  assertFromOwnPage(instance, request);
  return bodyParameters(request);
}

/** Whether no foreign site sent the request, as far as its headers tell (ruling 45). */
export function isFromOwnSite(instance: OutboundSmartInstance, { headers }: FastifyRequest): boolean {
  return OF_OWN_SITE.has(sourceOf(headers, new URL(instance.issuer).origin));
}

/** @throws InteractionError forged-form — the body has an encoding that only a form made elsewhere has */
export function assertOwnEncoding({ headers }: FastifyRequest): void {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== undefined && FOREIGN_ENCODINGS.has(type)) throw new InteractionError('forged-form');
}
