import { Controller, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import { CurrentInstance } from '../instances/current-instance.decorator.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { IntrospectionEndpoint } from '../tokens/introspection-endpoint.js';
import { authorizationHeader } from './authorization-header.js';
import { sendJson } from './json-reply.js';
import { OAuthErrorFilter } from './oauth-error.filter.js';
import { bodyParameters } from './request-parameters.js';

/** Token introspection (RFC 7662 §2). */
@Controller('smart/oauth/introspect')
@UseFilters(OAuthErrorFilter)
@PublicRoute('The introspection endpoint authenticates the client itself.')
export class IntrospectController {
  constructor(private readonly endpoint: IntrospectionEndpoint) {}

  @Post()
  async introspect(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const parameters = bodyParameters(request);
    sendJson(
      reply,
      await this.endpoint.introspect({
        instance,
        parameters,
        authorization: authorizationHeader(request),
        remoteAddress: request.ip,
      }),
    );
  }
}
