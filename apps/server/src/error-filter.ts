import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AdminErrorFilter } from '#admin-api/http/admin-error.filter';
import { adminJsonOf } from '#admin-api/instances/current-admin-json';
import { PageErrorFilter } from '#outbound-smart/http/failures/page-error.filter';

/** Answers what reached no controller, an unknown address above all, as the listener does that the request came in by. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(
    @Inject(PageErrorFilter) private readonly pages: PageErrorFilter,
    @Inject(AdminErrorFilter) private readonly adminApi: AdminErrorFilter,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const isAdmin = adminJsonOf(host.switchToHttp().getRequest<FastifyRequest>().raw) !== undefined;
    await (isAdmin ? this.adminApi : this.pages).catch(error, host);
  }
}
