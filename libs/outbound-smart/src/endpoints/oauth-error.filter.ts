import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { failureOf } from './failure.js';
import { FailureLog } from './failure-log.js';
import { sendJsonFailure } from './failure-reply.js';

/** Errors of the endpoints that apps call: JSON as RFC 6749 §5.2 has it. */
@Catch()
export class OAuthErrorFilter implements ExceptionFilter {
  constructor(private readonly log: FailureLog) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const failure = failureOf(error);
    const reference = this.log.write(failure, error, pathOf(request));
    await sendJsonFailure(host.switchToHttp().getResponse<FastifyReply>(), failure, reference);
  }
}

/** Path of the request as the browser wrote it, without its query. */
export function pathOf(request: FastifyRequest): string {
  return (request.originalUrl.split('?')[0] ?? '/').slice(0, 200);
}
