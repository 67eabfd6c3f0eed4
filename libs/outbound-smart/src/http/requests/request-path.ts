import type { FastifyRequest } from 'fastify';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import { instanceOf } from './current-instance.decorator.js';

/**
 * Path of the request as the browser wrote it, without its query and at most 200 characters long. A proxy in front may have turned the
 * public path into the context path.
 */
export function pathOf(request: FastifyRequest): string {
  const instance = instanceOf(request);
  const address = addressIn(instance, request.originalUrl);
  return (address === undefined ? arrived(request.originalUrl) : instance.publicPath + address).slice(0, 200);
}

/** The part of the path below the instance's own, like `/oauth/token`; undefined for an address that is not below it. */
export function addressOf(request: FastifyRequest): string | undefined {
  return addressIn(instanceOf(request), request.originalUrl);
}

function addressIn({ contextPath }: OutboundSmartInstance, url: string): string | undefined {
  const path = arrived(url);
  return path.startsWith(`${contextPath}/`) ? path.slice(contextPath.length) : undefined;
}

function arrived(url: string): string {
  return url.split('?')[0] ?? '/';
}
