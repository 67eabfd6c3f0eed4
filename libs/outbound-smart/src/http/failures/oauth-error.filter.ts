import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FailureLog } from '../../refusals/failure-log.js';
import { instanceOf } from '../requests/current-instance.decorator.js';
import { pathOf } from '../requests/request-path.js';
import { FailureRecords } from './failure-records.js';
import { sendJsonFailure } from './failure-reply.js';
import { failureOf, type Failure } from './failure.js';
import { withResourceMetadata } from './resource-challenge.js';

/**
 * Errors of the endpoints that apps call: JSON as RFC 6749 §5.2 has it. A refusal whose audit record cannot be written is not told: the
 * answer is that of the database being away.
 */
@Catch()
export class OAuthErrorFilter implements ExceptionFilter {
  constructor(
    private readonly log: FailureLog,
    private readonly records: FailureRecords,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const failure = withResourceMetadata(failureOf(error), instanceOf(request));
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (failure.isWaiting === true) return sendJsonFailure(reply, failure, '');
    const reference = this.log.write(failure, error, pathOf(request));
    const told = await this.recorded(request, { failure, error, reference });
    await sendJsonFailure(reply, told.failure, told.reference);
  }

  private async recorded(request: FastifyRequest, what: { failure: Failure; error: unknown; reference: string }) {
    try {
      await this.records.add({ request, ...what });
      return what;
    } catch (error) {
      const failure = failureOf(error);
      return { failure, reference: this.log.write(failure, error, pathOf(request)) };
    }
  }
}
