import { Controller, Get, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import { ClientCors } from '../http/cors/client-cors.js';
import { PageErrorFilter } from '../http/failures/page-error.filter.js';
import { FlowReply } from '../http/replies/flow-reply.js';
import { CurrentInstance } from '../http/requests/current-instance.decorator.js';
import { logoutCall } from '../http/requests/logout-request.js';
import { VisitReader } from '../http/requests/visit-reader.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { LogoutEndpoint } from './logout-endpoint.js';

/** Ends the browser session, in the product's forms and as OIDC RP-Initiated Logout. */
@Controller('smart/logout')
@UseFilters(PageErrorFilter)
@PublicRoute('Signing out needs no more than the session that ends.')
export class LogoutController {
  constructor(
    private readonly endpoint: LogoutEndpoint,
    private readonly visits: VisitReader,
    private readonly replies: FlowReply,
    private readonly cors: ClientCors,
  ) {}

  @Get()
  async show(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.cors.allow(instance, request, reply, true);
    const visit = await this.visits.read(instance, request);
    await this.replies.send(instance, reply, await this.endpoint.answer(logoutCall(instance, request, visit)));
  }

  @Post()
  async end(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.show(instance, request, reply);
  }
}
