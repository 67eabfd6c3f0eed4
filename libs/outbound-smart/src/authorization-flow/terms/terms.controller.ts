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

/** The target of the form on the page of the terms of service. */
@Controller('smart/oauth/terms')
@UseFilters(PageErrorFilter)
@PublicRoute('The flow identifies the person itself, step by step.')
export class TermsController {
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
    const form = ownForm(instance, request, formConventions.terms);
    const visit = await this.visits.read(instance, request);
    await this.replies.send(instance, reply, await this.flow.answerTerms(instance, form, visit));
  }
}
