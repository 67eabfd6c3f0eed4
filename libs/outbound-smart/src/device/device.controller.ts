import { Controller, Get, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import { PageErrorFilter } from '../http/failures/page-error.filter.js';
import { FlowReply } from '../http/replies/flow-reply.js';
import { CurrentInstance } from '../http/requests/current-instance.decorator.js';
import { ownForm } from '../http/requests/own-pages.js';
import { queryParameters } from '../http/requests/request-parameters.js';
import { VisitReader } from '../http/requests/visit-reader.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { DevicePages } from './device-pages.js';

/** Where a person enters the code of a device (RFC 8628 §3.3). */
@Controller('smart/device')
@UseFilters(PageErrorFilter)
@PublicRoute('Whoever comes here has not signed in yet.')
export class DeviceController {
  constructor(
    private readonly pages: DevicePages,
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
    await this.replies.send(instance, reply, this.pages.show(instance, queryParameters(request), visit));
  }

  @Post()
  async submit(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = ownForm(instance, request);
    const visit = await this.visits.read(instance, request);
    await this.replies.send(instance, reply, await this.pages.submit(instance, form, visit));
  }
}
