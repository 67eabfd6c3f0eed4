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
import { AuthorizationFlow } from '../authorization-flow.js';
import { SIGN_IN_TARGETS } from './sign-in-path.js';
import { SignIn } from './sign-in.js';

/** The sign-in page and the target of its form (product reference 2: `/signin`, `/authenticate`). */
@Controller('smart')
@UseFilters(PageErrorFilter)
@PublicRoute('Whoever comes here has not signed in yet.')
export class SignInController {
  constructor(
    private readonly signIn: SignIn,
    private readonly flow: AuthorizationFlow,
    private readonly visits: VisitReader,
    private readonly replies: FlowReply,
  ) {}

  @Get('signin')
  async show(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const visit = await this.visits.read(instance, request);
    await this.replies.send(instance, reply, await this.signIn.page(instance, queryParameters(request), visit));
  }

  @Post([...SIGN_IN_TARGETS])
  @HttpCode(303)
  async submit(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = ownForm(instance, request, formConventions.signIn);
    const visit = await this.visits.read(instance, request);
    const hasNoWay = form.has('cancel') && (await this.signIn.isWithoutWay(instance));
    const outcome = hasNoWay
      ? await this.flow.giveUp(instance, form, visit)
      : await this.signIn.submit({ instance, form, visit });
    await this.replies.send(instance, reply, outcome);
  }
}
