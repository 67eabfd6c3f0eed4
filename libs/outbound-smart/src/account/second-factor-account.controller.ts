import { Controller, Get, HttpCode, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import { PageErrorFilter } from '../http/failures/page-error.filter.js';
import { FlowReply } from '../http/replies/flow-reply.js';
import { CurrentInstance } from '../http/requests/current-instance.decorator.js';
import { ownForm } from '../http/requests/own-pages.js';
import { queryParameters } from '../http/requests/request-parameters.js';
import { VisitReader } from '../http/requests/visit-reader.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { AccountVisits } from './account-visits.js';
import { SecondFactorChange } from './second-factor-change.js';

/** Where people set up an authenticator app of their own accord, and change what there is. */
@Controller('smart/account/second-factor')
@UseFilters(PageErrorFilter)
@PublicRoute('Who is not signed in is sent to the sign-in page.')
export class SecondFactorAccountController {
  constructor(
    private readonly change: SecondFactorChange,
    private readonly accounts: AccountVisits,
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
    const query = queryParameters(request);
    const outcome = await this.accounts.see(instance, visit, (visitor) => this.change.setUp(visitor, query));
    await this.replies.send(instance, reply, outcome);
  }

  @Post()
  @HttpCode(303)
  async confirm(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = ownForm(instance, request);
    const visit = await this.visits.read(instance, request);
    const outcome = await this.accounts.setUp(instance, visit, form, (visitor) => this.change.confirm(visitor, form));
    await this.replies.send(instance, reply, outcome);
  }

  @Post('change')
  @HttpCode(303)
  async submit(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = ownForm(instance, request);
    const visit = await this.visits.read(instance, request);
    const outcome = await this.accounts.change(instance, visit, form, (visitor) => this.change.change(visitor, form));
    await this.replies.send(instance, reply, outcome);
  }
}
