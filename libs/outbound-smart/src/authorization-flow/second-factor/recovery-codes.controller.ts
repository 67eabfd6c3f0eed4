import { Controller, Get, HttpCode, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import { PageErrorFilter } from '../../http/failures/page-error.filter.js';
import { FlowReply } from '../../http/replies/flow-reply.js';
import { CurrentInstance } from '../../http/requests/current-instance.decorator.js';
import { ownForm } from '../../http/requests/own-pages.js';
import { queryParameters } from '../../http/requests/request-parameters.js';
import { VisitReader } from '../../http/requests/visit-reader.js';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import { RecoveryCodePages } from './recovery-code-pages.js';

/** Where people see their new recovery codes, and say that they have kept them. */
@Controller('smart/signin/recovery-codes')
@UseFilters(PageErrorFilter)
@PublicRoute('Who is not signed in is sent on: nobody has codes to see.')
export class RecoveryCodesController {
  constructor(
    private readonly pages: RecoveryCodePages,
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
    await this.replies.send(instance, reply, await this.pages.page(instance, queryParameters(request), visit));
  }

  @Post()
  @HttpCode(303)
  async submit(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = ownForm(instance, request);
    const visit = await this.visits.read(instance, request);
    await this.replies.send(instance, reply, await this.pages.keep(instance, form, visit));
  }
}
