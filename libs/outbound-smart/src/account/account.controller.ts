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
import { AccountPage } from './account-page.js';
import { AccountVisits } from './account-visits.js';
import { OwnerProof } from './owner-proof.js';
import { PasswordChange } from './password-change.js';

/** The page of a person's account, the way to a proof that changes take, and the form for another password. */
@Controller('smart/account')
@UseFilters(PageErrorFilter)
@PublicRoute('Who is not signed in is sent to the sign-in page.')
export class AccountController {
  constructor(
    private readonly page: AccountPage,
    private readonly accounts: AccountVisits,
    private readonly passwordChange: PasswordChange,
    private readonly proof: OwnerProof,
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
    const outcome = await this.accounts.see(instance, visit, (visitor) => this.page.open(visitor, query));
    await this.replies.send(instance, reply, outcome);
  }

  @Get('proof')
  async prove(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const visit = await this.visits.read(instance, request);
    const outcome = await this.accounts.see(instance, visit, (visitor) => this.proof.ask(visitor));
    await this.replies.send(instance, reply, outcome);
  }

  @Post('password')
  @HttpCode(303)
  async changePassword(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = ownForm(instance, request);
    const visit = await this.visits.read(instance, request);
    const outcome = await this.accounts.change(instance, visit, form, (visitor) =>
      this.passwordChange.submit(visitor, form),
    );
    await this.replies.send(instance, reply, outcome);
  }
}
