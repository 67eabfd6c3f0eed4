import { STATUS_CODES } from 'node:http';
import { Catch, Inject, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DatabaseUnavailableError } from '#database/sql.port';
import type { Wording } from '#protocol/phrase';
import { say } from '#skin/phrases.port';
import { InteractionError } from '../../authorization-flow/interaction-error.js';
import { resumptionPath } from '../../authorization-flow/resumption.js';
import { CLIENT_REGISTRY, type ClientRegistry } from '../../clients/client-registry.port.js';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import { FailureLog } from '../../refusals/failure-log.js';
import { FlowReply } from '../replies/flow-reply.js';
import { acceptsHtml } from '../requests/accepts-html.js';
import { instanceOf } from '../requests/current-instance.decorator.js';
import { pathOf } from '../requests/request-path.js';
import { clientIdOf } from './claimed-client-id.js';
import { FailureRecords, type FailedRequest } from './failure-records.js';
import { sendJsonFailure, setFailureHeaders } from './failure-reply.js';
import { failureOf, told, type Failure } from './failure.js';
import { UnknownPosts } from './unknown-posts.js';

/**
 * Errors that a person sees: a page naming the parameter at fault, with a reference number (product reference 3.13).
 * Whoever does not accept HTML gets the same as JSON (ruling 5).
 */
@Catch()
export class PageErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger(PageErrorFilter.name);

  constructor(
    @Inject(CLIENT_REGISTRY) private readonly clients: ClientRegistry,
    private readonly log: FailureLog,
    private readonly records: FailureRecords,
    private readonly replies: FlowReply,
    private readonly posts: UnknownPosts,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    // A link into the flow that is dead is a 404 of its own, and its address is known.
    const isOfFlow = error instanceof InteractionError;
    const failure = isOfFlow ? failureOf(error) : knownAddress(request, failureOf(error));
    if (!isOfFlow && (failure.status === 404 || failure.status === 405)) this.posts.tell(request);
    const instance = instanceOf(request);
    const path = pathOf(request);
    const reference = this.log.write(failure, error, path);
    await this.record({ request, failure, error, reference });
    if (!acceptsHtml(request)) return sendJsonFailure(reply, failure, reference);
    setFailureHeaders(reply, failure);
    const clientName = await this.clientName(instance, failure, clientIdOf(request, error));
    const model = { ...errorModel(instance, failure, path, reference), clientName };
    await this.replies.page(instance, reply, { kind: 'page', page: 'error', model, status: failure.status });
  }

  /** What the app is called, if it is known. Nothing is asked for where the server itself is in trouble. */
  private async clientName(
    { moduleId }: OutboundSmartInstance,
    { isFault }: Failure,
    clientId: string | undefined,
  ): Promise<string | undefined> {
    if (isFault || clientId === undefined) return undefined;
    try {
      const client = await this.clients.find(moduleId, clientId);
      return client && (client.clientName || client.clientId);
    } catch (error) {
      if (error instanceof DatabaseUnavailableError) return undefined;
      throw error;
    }
  }

  /** The refusal stands whatever becomes of its record; a record that cannot be written is logged. */
  private async record(failed: FailedRequest): Promise<void> {
    try {
      await this.records.add(failed);
    } catch (cause) {
      const { reference } = failed;
      this.logger.error({ message: 'A refusal could not be recorded.', reference, cause: String(cause) });
    }
  }
}

function errorModel({ publicPath }: OutboundSmartInstance, failure: Failure, uri: string, reference: string) {
  const restartPath = failure.waiting === undefined ? failure.ownPage : resumptionPath(failure.waiting);
  return {
    basePath: publicPath,
    statusCode: failure.status,
    statusTitle: statusTitle(failure.status),
    uri,
    message: failure.said,
    reference,
    ...(failure.answered && { answered: true, appUrl: failure.answered.appAddress }),
    ...(failure.parameter !== undefined && { parameter: failure.parameter }),
    ...(restartPath !== undefined && { restartUrl: publicPath + restartPath }),
  };
}

/** Statuses that have a name in the catalogue. */
const NAMED = [400, 403, 404, 405, 413, 429, 500, 503] as const;

function statusTitle(status: number): Wording {
  const named = NAMED.find((each) => each === status);
  return named === undefined ? (STATUS_CODES[status] ?? 'Error') : say(`status.${named}`);
}

const METHODS = ['GET', 'POST'] as const;

/** An address that exists, but not for this method, is 405 with the methods it has (RFC 9110 §15.5.6, V-65). */
function knownAddress(request: FastifyRequest, failure: Failure): Failure {
  if (failure.status !== 404) return failure;
  const url = request.raw.url?.split('?')[0] ?? '';
  const allowed = METHODS.filter((method) => request.server.hasRoute({ method, url }));
  // What answers this method, and says that it is not there, is switched off.
  if (allowed.length === 0 || allowed.some((method) => method === request.method)) return failure;
  return { ...failure, status: 405, allowed, ...told(say('failure.method', { methods: allowed })) };
}
