import { Controller, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import { IntrospectionEndpoint } from '../tokens/introspection-endpoint.js';
import { sendJson } from './json-reply.js';
import { OAuthErrorFilter } from './oauth-error.filter.js';
import { readCall } from './read-call.js';

/** Token introspection (RFC 7662 §2). */
@Controller('smart/oauth/introspect')
@UseFilters(OAuthErrorFilter)
@PublicRoute('The introspection endpoint authenticates the client itself.')
export class IntrospectController {
  constructor(private readonly endpoint: IntrospectionEndpoint) {}

  @Post()
  async introspect(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    sendJson(reply, await this.endpoint.introspect(readCall(request)));
  }
}
