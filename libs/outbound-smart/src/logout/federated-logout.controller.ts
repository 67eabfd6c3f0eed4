import { Controller, Get, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import { PageErrorFilter } from '../http/failures/page-error.filter.js';
import { FlowReply } from '../http/replies/flow-reply.js';
import { CurrentInstance } from '../http/requests/current-instance.decorator.js';
import { queryParameters } from '../http/requests/request-parameters.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { SignOutReturns } from './sign-out-returns.js';

/** Where people come back to after the sign-out at another server. */
@Controller('smart/logout/federated')
@UseFilters(PageErrorFilter)
@PublicRoute('Whoever comes here has signed out.')
export class FederatedLogoutController {
  constructor(
    private readonly returns: SignOutReturns,
    private readonly replies: FlowReply,
  ) {}

  @Get()
  async goOn(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const state = queryParameters(request).get('state');
    await this.replies.send(instance, reply, await this.returns.goOn(instance, state));
  }
}
