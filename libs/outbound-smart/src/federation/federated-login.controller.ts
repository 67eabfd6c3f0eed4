import { Controller, Get, Param, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import { PageErrorFilter } from '../http/failures/page-error.filter.js';
import { FlowReply } from '../http/replies/flow-reply.js';
import { CurrentInstance } from '../http/requests/current-instance.decorator.js';
import { queryParameters } from '../http/requests/request-parameters.js';
import { VisitReader } from '../http/requests/visit-reader.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { FederatedCallback } from './federated-callback.js';
import { FederatedStart } from './federated-start.js';

/** The way to another server and back (reference of the product, 18.1). */
@Controller('smart')
@UseFilters(PageErrorFilter)
@PublicRoute('Whoever comes here has not signed in yet.')
export class FederatedLoginController {
  constructor(
    private readonly starts: FederatedStart,
    private readonly callback: FederatedCallback,
    private readonly visits: VisitReader,
    private readonly replies: FlowReply,
  ) {}

  @Get('oauth2/authorization/:registrationId')
  async start(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Param('registrationId') registrationId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const visit = await this.visits.read(instance, request);
    const outcome = await this.starts.start(instance, registrationId, queryParameters(request), visit);
    await this.replies.send(instance, reply, outcome);
  }

  @Get('login/oauth2/code/:registrationId')
  async answer(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Param('registrationId') registrationId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const visit = await this.visits.read(instance, request);
    const query = queryParameters(request);
    await this.replies.send(instance, reply, await this.callback.answer({ instance, registrationId, query, visit }));
  }
}
