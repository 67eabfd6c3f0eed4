import { STATUS_CODES } from 'node:http';
import { Catch, HttpException, Inject, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { REFUSAL_RECORDS, type RefusalRecords } from '#audit/refusals/refusal-records.port';
import { DatabaseUnavailableError } from '#database/sql.port';
import { newReferenceNumber } from '#protocol/reference-number';
import { rememberVisitor, visitorOf, visitOf, type ConsoleVisitor } from '../visitors/console-visit.js';
import { ConsoleAnswers } from './console-answers.interceptor.js';
import { goTo, page, type ConsoleAnswer } from './console-answer.js';
import { ConsoleError, FormToRepeat, SignInNeeded } from './console-error.js';
import { ConsoleForm } from './console-form.js';
import { hiddenFields } from './hidden-fields.js';
import { readConsoleRequest, type ConsoleRequest } from './console-request.js';

/** Errors of the console, as pages. A refusal whose audit record cannot be written is not told: the answer is that of the database being away. */
@Catch()
export class ConsoleErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('Console');

  constructor(
    @Inject(REFUSAL_RECORDS) private readonly records: RefusalRecords,
    private readonly answers: ConsoleAnswers,
  ) {}

  async catch(thrown: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const visitor = visitorOf(request.raw) ?? unknownVisitor(request);
    rememberVisitor(visitor);
    const answer = await this.answerTo(thrown, visitor, request);
    await reply.send(this.answers.send(reply, answer, visitor));
  }

  private async answerTo(thrown: unknown, visitor: ConsoleVisitor, request: FastifyRequest): Promise<ConsoleAnswer> {
    if (thrown instanceof SignInNeeded) return signInAnswer(thrown, visitor);
    if (thrown instanceof FormToRepeat) return repeatPage(visitor.request);
    const error = errorOf(thrown);
    const reference = newReferenceNumber();
    const told = await this.recorded(error, visitor, request, reference);
    this.log(told, request, reference);
    return errorPage(told, reference);
  }

  private async recorded(
    error: ConsoleError,
    { request: { instance, remoteAddress, key } }: ConsoleVisitor,
    request: FastifyRequest,
    reference: string,
  ): Promise<ConsoleError> {
    if (error.options.isRecorded !== true) return error;
    const user = visitOf(key)?.user;
    const { cause } = error;
    const detail = {
      endpoint: endpointOf(request),
      description: error.message,
      ...(typeof cause === 'string' && { cause }),
    };
    try {
      await this.records.add(
        {
          ...{ moduleId: instance.moduleId, kind: 'ADMIN_REFUSAL', outcome: 'failure', remoteAddress },
          ...{ errorReference: reference, errorCode: String(error.status), detail },
          ...(user && { userPid: user.pid, username: user.username }),
        },
        user !== undefined,
      );
      return error;
    } catch (failure) {
      return errorOf(failure);
    }
  }

  private log({ status, message, cause }: ConsoleError, request: FastifyRequest, reference: string): void {
    const entry = { reference, status, message, endpoint: endpointOf(request) };
    if (status >= 500) this.logger.error({ ...entry, cause: cause instanceof Error ? cause.stack : cause });
    else this.logger.warn(entry);
  }
}

function errorOf(thrown: unknown): ConsoleError {
  if (thrown instanceof ConsoleError) return thrown;
  if (thrown instanceof DatabaseUnavailableError)
    return new ConsoleError(503, 'The database does not answer. Nothing was changed; try again in a moment.', {
      cause: thrown,
    });
  if (thrown instanceof HttpException && thrown.getStatus() === 413)
    return new ConsoleError(413, 'The form is too large.', { cause: thrown });
  if (thrown instanceof HttpException && thrown.getStatus() < 500)
    return new ConsoleError(thrown.getStatus(), 'There is nothing at this address.', { cause: thrown });
  if (isTooLarge(thrown)) return new ConsoleError(413, 'The form is too large.', { cause: thrown });
  return new ConsoleError(500, 'Something went wrong in the server. The log tells what, under the reference below.', {
    cause: thrown,
  });
}

function isTooLarge(thrown: unknown): boolean {
  return thrown instanceof Error && 'statusCode' in thrown && thrown.statusCode === 413;
}

function signInAnswer({ next }: SignInNeeded, { browser }: ConsoleVisitor): ConsoleAnswer {
  const query = new URLSearchParams(next === undefined || next === '/' ? {} : { next });
  if (!browser.isNew && next === undefined) query.set('error', 'session-over');
  return goTo(query.size === 0 ? '/sign-in' : `/sign-in?${query.toString()}`);
}

/** The same form once more under the cookie that counts now, so that nothing is lost. */
function repeatPage({ instance, path, body }: ConsoleRequest): ConsoleAnswer {
  const model = { action: instance.contextPath + path, fields: hiddenFields(ConsoleForm.parse(body)) };
  return page('repeat', { title: 'Send the form once more' }, model, { status: 409 });
}

function errorPage({ status, message }: ConsoleError, reference: string): ConsoleAnswer {
  const title = status === 500 ? 'Something went wrong' : (STATUS_CODES[status] ?? 'Not possible');
  return page('error', { title }, { status, message, reference: status === 404 ? undefined : reference }, { status });
}

/** Before anybody has looked at the browser: it keeps whatever cookie it has. */
function unknownVisitor(request: FastifyRequest): ConsoleVisitor {
  const read = readOrNothing(request);
  if (read === undefined) throw new Error('An error of the console was to be told where no console is.');
  return { request: read, browser: { cookieHash: '', isNew: false }, cookies: [] };
}

function readOrNothing(request: FastifyRequest): ConsoleRequest | undefined {
  try {
    return readConsoleRequest(request);
  } catch {
    const { raw } = request;
    return readConsoleRequest({
      raw: Object.assign(Object.create(raw) as typeof raw, { url: '/console/' }),
      body: '',
      ip: request.ip,
    });
  }
}

/** Method and route; the address itself may name a person. */
function endpointOf({ method, routeOptions }: FastifyRequest): string {
  return `${method} ${(routeOptions.url ?? 'unknown').replace(/^\/console/, '')}`;
}
