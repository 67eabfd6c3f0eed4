import type { FastifyRequest } from 'fastify';
import { requestFacts, type RequestFacts } from '#protocol/user/request-facts';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';

/** A request as callback scripts see it. Browsers speak to the issuer's address, whatever a proxy in front speaks to us. */
export function shownRequest(
  { session, isTrustedProxy }: OutboundSmartInstance,
  { headers, ip }: FastifyRequest,
): RequestFacts {
  return requestFacts(session.secure ? 'https' : 'http', headers, isTrustedProxy?.(ip) === true);
}
