import { Controller, Get, HttpCode, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import { PageErrorFilter } from '../../http/failures/page-error.filter.js';
import { FlowReply } from '../../http/replies/flow-reply.js';
import { CurrentInstance } from '../../http/requests/current-instance.decorator.js';
import { formConventions } from '../../http/requests/form-conventions.js';
import { ownForm } from '../../http/requests/own-pages.js';
import { queryParameters } from '../../http/requests/request-parameters.js';
import { VisitReader } from '../../http/requests/visit-reader.js';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import { SECOND_FACTOR_TARGETS } from './second-factor-path.js';
import { SecondFactorSignIn } from './second-factor-sign-in.js';

/** Where a sign-in goes on after its first factor. */
@Controller('smart')
@UseFilters(PageErrorFilter)
@PublicRoute('Whoever comes here has not signed in yet.')
export class SecondFactorController {
  constructor(
    private readonly secondFactor: SecondFactorSignIn,
    private readonly visits: VisitReader,
    private readonly replies: FlowReply,
  ) {}

  @Get('signin/second-factor')
  async show(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const visit = await this.visits.read(instance, request);
    await this.replies.send(instance, reply, await this.secondFactor.page(instance, queryParameters(request), visit));
  }

  @Post([...SECOND_FACTOR_TARGETS])
  @HttpCode(303)
  async submit(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = ownForm(instance, request, formConventions.secondFactor);
    const visit = await this.visits.read(instance, request);
    await this.replies.send(instance, reply, await this.secondFactor.submit(instance, form, visit));
  }
}
