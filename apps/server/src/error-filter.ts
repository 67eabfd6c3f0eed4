import { Catch, Inject, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ConsoleErrorFilter } from '#admin-console/http/console-error.filter';
import { adminWebOf } from '#admin-console/instances/current-admin-web';
import { AdminErrorFilter } from '#admin-api/http/admin-error.filter';
import { ApiError } from '#admin-api/http/api-error';
import { adminJsonOf } from '#admin-api/instances/current-admin-json';
import { PageErrorFilter } from '#outbound-smart/http/failures/page-error.filter';

/** Answers what reached no controller, an unknown address above all, as the listener does that the request came in by. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(
    @Inject(PageErrorFilter) private readonly pages: PageErrorFilter,
    @Inject(AdminErrorFilter) private readonly adminApi: AdminErrorFilter,
    @Inject(ConsoleErrorFilter) private readonly console: ConsoleErrorFilter,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    if (adminWebOf(request.raw) !== undefined) await this.console.catch(error, host);
    else if (adminJsonOf(request.raw) === undefined) await this.pages.catch(error, host);
    else
      await this.adminApi.catch(
        error instanceof NotFoundException && isOfOtherMethod(request) ? GET_ONLY : error,
        host,
      );
  }
}

const GET_ONLY = new ApiError(405, 'This address answers GET only.', { allowed: ['GET'] });

/** What an admin listener leads to outside of the API, such as its health, has one method (RFC 9110 §15.5.6, V-65). */
function isOfOtherMethod({ server, method, raw }: FastifyRequest): boolean {
  const [url = ''] = (raw.url ?? '').split('?');
  return method !== 'GET' && server.hasRoute({ method: 'GET', url });
}
