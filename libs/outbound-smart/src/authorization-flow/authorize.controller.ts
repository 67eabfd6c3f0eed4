import { Controller, Get, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import { PageErrorFilter } from '../http/failures/page-error.filter.js';
import { FlowReply } from '../http/replies/flow-reply.js';
import { CurrentInstance } from '../http/requests/current-instance.decorator.js';
import { formConventions } from '../http/requests/form-conventions.js';
import { answeredFields, assertFromOwnPage, assertOwnEncoding } from '../http/requests/own-pages.js';
import { formParameters, queryParameters } from '../http/requests/request-parameters.js';
import { VisitReader } from '../http/requests/visit-reader.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { MOST_APPROVAL_FIELDS } from './approval/approval-form.js';
import { AuthorizationFlow } from './authorization-flow.js';

/** Parameters that make a POST an authorization request rather than an approval (ruling 58). */
const REQUEST_MARKS = ['response_type', 'request', 'request_uri'];

/** The authorization endpoint (RFC 6749 §3.1) and the target of the approval form. */
@Controller('smart/oauth/authorize')
@UseFilters(PageErrorFilter)
@PublicRoute('The flow identifies the person itself, step by step.')
export class AuthorizeController {
  constructor(
    private readonly flow: AuthorizationFlow,
    private readonly visits: VisitReader,
    private readonly replies: FlowReply,
  ) {}

  @Get()
  async show(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const query = queryParameters(request);
    const visit = await this.visits.read(instance, request);
    const resumes = query.has('interaction') && !query.has('client_id');
    const outcome = resumes
      ? await this.flow.resume(instance, query, visit)
      : await this.flow.begin(instance, query, visit);
    await this.replies.send(instance, reply, outcome);
  }

  @Post()
  async answer(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    assertOwnEncoding(request);
    const sent = formParameters(request, MOST_APPROVAL_FIELDS);
    const isRequest = REQUEST_MARKS.some((mark) => sent.has(mark));
    if (!isRequest) assertFromOwnPage(instance, request);
    const visit = await this.visits.read(instance, request);
    const outcome = isRequest
      ? await this.flow.beginByPost(instance, formParameters(request), visit)
      : await this.flow.decide(
          instance,
          answeredFields(request, formConventions.approval, MOST_APPROVAL_FIELDS),
          visit,
        );
    await this.replies.send(instance, reply, outcome);
  }
}
