import { Controller, Get, HttpCode, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import { PageErrorFilter } from '../http/failures/page-error.filter.js';
import { FlowReply } from '../http/replies/flow-reply.js';
import { CurrentInstance } from '../http/requests/current-instance.decorator.js';
import { formConventions } from '../http/requests/form-conventions.js';
import { isFromOwnPage, ownForm } from '../http/requests/own-pages.js';
import { queryParameters } from '../http/requests/request-parameters.js';
import { VisitReader } from '../http/requests/visit-reader.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { AccountChoices } from './account-choices.js';
import { SelfRegistration } from './self-registration.js';

/** Accounts that people make themselves. */
@Controller('smart/register')
@UseFilters(PageErrorFilter)
@PublicRoute('Whoever comes here has no account yet.')
export class SelfRegistrationController {
  constructor(
    private readonly registration: SelfRegistration,
    private readonly choices: AccountChoices,
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
    const scene = await this.registration.sceneOf(instance, queryParameters(request), visit);
    const origin = { referer: request.headers.referer, isOwn: isFromOwnPage(instance, request) };
    const outcome = this.registration.show(scene, origin);
    await this.replies.send(instance, reply, outcome);
  }

  @Post()
  @HttpCode(303)
  async submit(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = ownForm(instance, request, formConventions.registrationStep1);
    const visit = await this.visits.read(instance, request);
    await this.replies.send(instance, reply, await this.registration.submit(instance, form, visit));
  }

  @Get('account')
  async showAccount(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const visit = await this.visits.read(instance, request);
    await this.replies.send(instance, reply, await this.choices.show(instance, queryParameters(request), visit));
  }

  @Post('account')
  @HttpCode(303)
  async submitAccount(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = ownForm(instance, request, formConventions.registrationStep2);
    const visit = await this.visits.read(instance, request);
    await this.replies.send(instance, reply, await this.choices.submit(instance, form, visit));
  }
}
