import { Controller, Get, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import { PageErrorFilter } from '../http/failures/page-error.filter.js';
import { FlowReply } from '../http/replies/flow-reply.js';
import { CurrentInstance } from '../http/requests/current-instance.decorator.js';
import { ownForm } from '../http/requests/own-pages.js';
import { queryParameters } from '../http/requests/request-parameters.js';
import { VisitReader } from '../http/requests/visit-reader.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { SessionManagement } from './session-management.js';

/** The person's own page: connected apps and sign-out everywhere (`management_endpoint`, STD D15). */
@Controller('smart/session/management')
@UseFilters(PageErrorFilter)
@PublicRoute('Who is not signed in is sent to the sign-in page.')
export class SessionManagementController {
  constructor(
    private readonly management: SessionManagement,
    private readonly visits: VisitReader,
    private readonly replies: FlowReply,
  ) {}

  @Get()
  async show(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const visit = await this.visits.read(instance, request);
    await this.replies.send(instance, reply, await this.management.show(instance, queryParameters(request), visit));
  }

  @Post()
  async submit(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = ownForm(instance, request);
    const visit = await this.visits.read(instance, request);
    await this.replies.send(instance, reply, await this.management.submit(instance, form, visit));
  }
}
