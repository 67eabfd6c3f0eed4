import { Controller, Get, HttpCode, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import { PageErrorFilter } from '../http/failures/page-error.filter.js';
import { FlowReply } from '../http/replies/flow-reply.js';
import { CurrentInstance } from '../http/requests/current-instance.decorator.js';
import { formConventions } from '../http/requests/form-conventions.js';
import { ownForm } from '../http/requests/own-pages.js';
import { queryParameters } from '../http/requests/request-parameters.js';
import { VisitReader } from '../http/requests/visit-reader.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { ForgotPassword } from './forgot-password.js';
import { PasswordRenewal } from './password-renewal.js';

/** The way to a new password for those who forgot theirs. */
@Controller('smart/forgot-password')
@UseFilters(PageErrorFilter)
@PublicRoute('Whoever comes here cannot sign in.')
export class ForgotPasswordController {
  constructor(
    private readonly forgotten: ForgotPassword,
    private readonly renewal: PasswordRenewal,
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
    await this.replies.send(instance, reply, await this.forgotten.show(instance, queryParameters(request), visit));
  }

  @Post()
  @HttpCode(303)
  async submit(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = ownForm(instance, request, formConventions.forgotPasswordStep1);
    const visit = await this.visits.read(instance, request);
    await this.replies.send(instance, reply, await this.forgotten.submit(instance, form, visit));
  }

  @Get('code')
  async showCode(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const visit = await this.visits.read(instance, request);
    await this.replies.send(instance, reply, await this.renewal.showCode(instance, queryParameters(request), visit));
  }

  @Post('code')
  @HttpCode(303)
  async submitCode(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = ownForm(instance, request, formConventions.forgotPasswordStep2);
    const visit = await this.visits.read(instance, request);
    await this.replies.send(instance, reply, await this.renewal.submitCode(instance, form, visit));
  }

  @Get('new')
  async showNew(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const visit = await this.visits.read(instance, request);
    await this.replies.send(instance, reply, await this.renewal.showNew(instance, queryParameters(request), visit));
  }

  @Post('new')
  @HttpCode(303)
  async submitNew(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = ownForm(instance, request, formConventions.forgotPasswordStep3);
    const visit = await this.visits.read(instance, request);
    await this.replies.send(instance, reply, await this.renewal.submitNew(instance, form, visit));
  }
}
