import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';

const INSTANCE = Symbol('OutboundSmartInstance');
type RawRequest = FastifyRequest['raw'] & { [INSTANCE]?: OutboundSmartInstance };

/** Remembers on the incoming message which instance its listener and context path belong to. */
export function attachInstance(raw: FastifyRequest['raw'], instance: OutboundSmartInstance): void {
  (raw as RawRequest)[INSTANCE] = instance;
}

/**
 * The instance a request came in for.
 * @throws Error when the request reached a SMART route without one: a fault of the listeners, never of the caller.
 */
export function instanceOf(request: FastifyRequest): OutboundSmartInstance {
  const instance = (request.raw as RawRequest)[INSTANCE];
  if (instance === undefined) throw new Error('The request reached a SMART endpoint without an outbound instance.');
  return instance;
}

/** Parameter decorator: the {@link OutboundSmartInstance} of the request (ruling 51). */
export const CurrentInstance = createParamDecorator(
  (_data: unknown, context: ExecutionContext): OutboundSmartInstance =>
    instanceOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
