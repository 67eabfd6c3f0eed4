import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { visitOf, type ConsoleVisit } from '../visitors/console-visit.js';

/** Parameter decorator: the {@link ConsoleVisit} of a request that the guard has let in. */
export const Visiting = createParamDecorator((_data: unknown, context: ExecutionContext): ConsoleVisit => {
  const visit = visitOf(context.switchToHttp().getRequest<FastifyRequest>().raw);
  if (visit === undefined) throw new Error('A page of the console was reached by somebody who is unknown.');
  return visit;
});
