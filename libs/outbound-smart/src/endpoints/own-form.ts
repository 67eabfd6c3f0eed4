import type { FastifyRequest } from 'fastify';
import { InteractionError } from '../authorization-flow/interaction-error.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** What a form of another site can choose besides the encoding of our own forms (HTML §4.10.18.6). */
const FOREIGN_ENCODINGS: ReadonlySet<string> = new Set(['text/plain', 'multipart/form-data']);

/**
 * Refuses an answer to one of our pages that another site sent, whatever token is in it (V-66). `Origin: null` is what browsers send
 * with the forms of our own pages, because these have the referrer policy `no-referrer`; the token decides about it.
 * @throws InteractionError forged-form
 */
export function assertFromOwnPage(instance: OutboundSmartInstance, { headers }: FastifyRequest): void {
  const { origin } = headers;
  const site = headers['sec-fetch-site'];
  const isForeign =
    site === undefined
      ? origin !== undefined && origin !== 'null' && origin !== new URL(instance.issuer).origin
      : site !== 'same-origin' && site !== 'none';
  if (isForeign) throw new InteractionError('forged-form');
}

/** @throws InteractionError forged-form — the body has an encoding that only a form made elsewhere has */
export function assertOwnEncoding({ headers }: FastifyRequest): void {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== undefined && FOREIGN_ENCODINGS.has(type)) throw new InteractionError('forged-form');
}
