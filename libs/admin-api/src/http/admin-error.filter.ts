import { Catch, Inject, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { REFUSAL_RECORDS, type RefusalRecords } from '#audit/refusals/refusal-records.port';
import { newReferenceNumber } from '#protocol/reference-number';
import { callerOf } from '../callers/admin-caller.js';
import type { ApiErrorDto } from '../description/api-error.dto.js';
import { adminJsonOf } from '../instances/current-admin-json.js';
import { callerOfRequest } from './admin-request.js';
import { errorAnswer, type ErrorAnswer } from './error-answer.js';

/** Errors of the admin API. A refusal whose audit record cannot be written is not told: the answer is that of the database being away. */
@Catch()
export class AdminErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('AdminApi');

  constructor(@Inject(REFUSAL_RECORDS) private readonly records: RefusalRecords) {}

  async catch(thrown: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reference = newReferenceNumber();
    const told = await this.recorded(request, errorAnswer(thrown), reference);
    this.log(request, told, reference);
    await send(host.switchToHttp().getResponse<FastifyReply>(), told, reference);
  }

  /** Each decision about somebody's access is a row of the audit log (V-100). */
  private async recorded(request: FastifyRequest, answer: ErrorAnswer, reference: string): Promise<ErrorAnswer> {
    const { status, message, options } = answer.error;
    if (options.isRecorded !== true) return answer;
    const proven = callerOf(request.raw)?.identity;
    const { cause } = answer.error;
    const detail = {
      ...{ endpoint: endpointOf(request), description: message },
      ...(typeof cause === 'string' && { cause }),
    };
    try {
      await this.records.add(
        {
          moduleId: adminJsonOf(request.raw)?.moduleId ?? '',
          ...{ kind: 'ADMIN_REFUSAL', outcome: 'failure', remoteAddress: callerOfRequest(request) },
          ...{ errorReference: reference, errorCode: String(status), detail },
          ...(proven ?? options.caller),
        },
        proven !== undefined || options.caller?.userPid !== undefined || options.caller?.jti !== undefined,
      );
      return answer;
    } catch (error) {
      return errorAnswer(error);
    }
  }

  private log(request: FastifyRequest, { error, isFault }: ErrorAnswer, reference: string): void {
    const { status, message, cause } = error;
    const entry = { reference, status, message, endpoint: endpointOf(request) };
    if (isFault) this.logger.error({ ...entry, cause: cause instanceof Error ? cause.stack : cause });
    else this.logger.warn({ ...entry, ...(typeof cause === 'string' && { cause }) });
  }
}

/** Method and route; the address itself may name a person. */
function endpointOf({ method, routeOptions }: FastifyRequest): string {
  return `${method} ${(routeOptions.url ?? 'unknown').replace(/^\/admin/, '')}`;
}

async function send(reply: FastifyReply, { error, isFault }: ErrorAnswer, reference: string): Promise<void> {
  const { status, messages, options } = error;
  const body: ApiErrorDto = { statusCode: status, messages, ...(isFault && { reference }) };
  if (options.challenges) void reply.header('www-authenticate', [...options.challenges]);
  if (options.allowed) void reply.header('allow', options.allowed.join(', '));
  if (options.retryAfterSeconds !== undefined) void reply.header('retry-after', options.retryAfterSeconds);
  await reply.status(status).header('cache-control', 'no-store').type('application/json; charset=utf-8').send(body);
}
