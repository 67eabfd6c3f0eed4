import type { FastifyRequest } from 'fastify';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { isSameSite } from '../logout/same-site.js';

/** Whether no foreign site sent the request, as far as its headers tell (ruling 45). */
export function isFromOwnSite(instance: OutboundSmartInstance, { headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  const origins = {
    secFetchSite: typeof site === 'string' ? site : undefined,
    origin: headers.origin,
    referer: headers.referer,
  };
  return isSameSite(origins, new URL(instance.issuer).origin);
}
