import { Controller, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import { PageErrorFilter } from '../../http/failures/page-error.filter.js';
import { FlowReply } from '../../http/replies/flow-reply.js';
import { CurrentInstance } from '../../http/requests/current-instance.decorator.js';
import { formConventions } from '../../http/requests/form-conventions.js';
import { ownForm } from '../../http/requests/own-pages.js';
import { VisitReader } from '../../http/requests/visit-reader.js';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import { AuthorizationFlow } from '../authorization-flow.js';

/** The target of the forms on the context selection page. By POST alone: what is searched for stands in addresses only sealed. */
@Controller('smart/oauth/context')
@UseFilters(PageErrorFilter)
@PublicRoute('The flow identifies the person itself, step by step.')
export class ContextSelectionController {
  constructor(
    private readonly flow: AuthorizationFlow,
    private readonly visits: VisitReader,
    private readonly replies: FlowReply,
  ) {}

  @Post()
  async answer(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = ownForm(instance, request, formConventions.context);
    const visit = await this.visits.read(instance, request);
    await this.replies.send(instance, reply, await this.flow.selectContext(instance, form, visit));
  }
}
