import { Controller, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import { ClientCors } from '../http/cors/client-cors.js';
import { OAuthErrorFilter } from '../http/failures/oauth-error.filter.js';
import { sendJson } from '../http/replies/json-reply.js';
import { NonceOffer } from '../http/replies/nonce-offer.js';
import { CurrentInstance } from '../http/requests/current-instance.decorator.js';
import { readCall } from '../http/requests/read-call.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { IntrospectionEndpoint } from './introspection-endpoint.js';

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
