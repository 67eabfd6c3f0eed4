import { Controller, Get, Param, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import { AdminErrorFilter } from '../http/admin-error.filter.js';
import { ADMIN_PREFIX } from '../http/admin-prefix.js';
import { ApiError } from '../http/api-error.js';
import { adminJsonOf } from '../instances/current-admin-json.js';
import { AdminDescription } from './admin-description.js';
import { browsingPage, browsingPolicy, browsingResource } from './browsing-page.js';

/** The description of the API, for programs and for people. It says nothing about this installation. */
@Controller(ADMIN_PREFIX)
@UseFilters(AdminErrorFilter)
@PublicRoute('The description is the same for every installation.')
export class DescriptionController {
  constructor(private readonly description: AdminDescription) {}

  @Get()
  async start(@Res() reply: FastifyReply): Promise<void> {
    await reply.redirect('swagger-ui.html', 302);
  }

  @Get('openapi.json')
  async document(@Req() { raw }: FastifyRequest): Promise<object> {
    const contextPath = adminJsonOf(raw)?.contextPath ?? '';
    return { ...(await this.description.ask()), servers: [{ url: contextPath === '' ? '/' : contextPath }] };
  }

  @Get('swagger-ui.html')
  async page(@Res() reply: FastifyReply): Promise<void> {
    await reply.header('content-security-policy', browsingPolicy).type('text/html; charset=utf-8').send(browsingPage);
  }

  @Get('swagger-ui/:name')
  async resource(@Param('name') name: string, @Res() reply: FastifyReply): Promise<void> {
    const resource = await browsingResource(name);
    if (resource === undefined) throw new ApiError(404, 'There is nothing at this address.');
    await reply.header('cache-control', 'public, max-age=3600').type(resource.type).send(resource.content);
  }
}
