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
import { TokenEndpoint } from './token-endpoint.js';

/** The token endpoint (RFC 6749 §3.2). */
@Controller('smart/oauth/token')
@UseFilters(OAuthErrorFilter)
@PublicRoute('The token endpoint authenticates the client itself.')
export class TokenController {
  constructor(
    private readonly endpoint: TokenEndpoint,
    private readonly cors: ClientCors,
    private readonly nonces: NonceOffer,
  ) {}

  @Post()
  async token(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.cors.allow(instance, request, reply);
    this.nonces.add(instance, reply);
    sendJson(reply, await this.endpoint.answer(readCall(request)));
  }
}
