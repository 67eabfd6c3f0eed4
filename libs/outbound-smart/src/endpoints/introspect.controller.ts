import { Controller, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import { CurrentInstance } from '../instances/current-instance.decorator.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { IntrospectionEndpoint } from '../tokens/introspection-endpoint.js';
import { ClientCors } from './client-cors.js';
import { sendJson } from './json-reply.js';
import { NonceOffer } from './nonce-offer.js';
import { OAuthErrorFilter } from './oauth-error.filter.js';
import { readCall } from './read-call.js';

/** Token introspection (RFC 7662 §2). */
@Controller('smart/oauth/introspect')
@UseFilters(OAuthErrorFilter)
@PublicRoute('The introspection endpoint authenticates the client itself.')
export class IntrospectController {
  constructor(
    private readonly endpoint: IntrospectionEndpoint,
    private readonly cors: ClientCors,
    private readonly nonces: NonceOffer,
  ) {}

  @Post()
  async introspect(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.cors.allow(instance, request, reply);
    this.nonces.add(instance, reply);
    sendJson(reply, await this.endpoint.introspect(readCall(request)));
  }
}
