import type { FastifyRequest } from 'fastify';
import { callerAddress } from '#route-access/caller-address.port';
import { instanceOf } from './current-instance.decorator.js';
import { headerValues } from './header-values.js';

/** Address of who sent the request, for limits and records: the peer, or whom trusted proxies name where the module respects their header. */
export function clientAddress(request: FastifyRequest): string {
  const { isTrustedProxy } = instanceOf(request);
  if (isTrustedProxy === undefined) return request.ip;
  return callerAddress(request.ip, headerValues(request, 'x-forwarded-for'), isTrustedProxy);
}
