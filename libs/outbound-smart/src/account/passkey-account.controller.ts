import { Controller, HttpCode, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import { PageErrorFilter } from '../http/failures/page-error.filter.js';
import { FlowReply } from '../http/replies/flow-reply.js';
import { CurrentInstance } from '../http/requests/current-instance.decorator.js';
import { ownForm } from '../http/requests/own-pages.js';
import { VisitReader } from '../http/requests/visit-reader.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { AccountVisits } from './account-visits.js';
import { PasskeyChange } from './passkey-change.js';

/** Where people add passkeys, and change those that they have. */
@Controller('smart/account/passkeys')
@UseFilters(PageErrorFilter)
@PublicRoute('Who is not signed in is sent to the sign-in page.')
export class PasskeyAccountController {
  constructor(
    private readonly change: PasskeyChange,
    private readonly accounts: AccountVisits,
    private readonly visits: VisitReader,
    private readonly replies: FlowReply,
  ) {}

  @Post()
  @HttpCode(303)
  async add(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = ownForm(instance, request);
    const visit = await this.visits.read(instance, request);
    const outcome = await this.accounts.setUp(instance, visit, form, (visitor) => this.change.add(visitor, form));
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
