import { Controller, Get, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import { ClientCors } from '../http/cors/client-cors.js';
import { OAuthErrorFilter } from '../http/failures/oauth-error.filter.js';
import { sendJson } from '../http/replies/json-reply.js';
import { NonceOffer } from '../http/replies/nonce-offer.js';
import { CurrentInstance } from '../http/requests/current-instance.decorator.js';
import { readResourceCall } from '../http/requests/presented-token.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { UserInfoEndpoint } from './user-info-endpoint.js';

/** The userinfo endpoint (OIDC Core §5.3), by GET and by POST. */
@Controller('smart/oauth/userinfo')
@UseFilters(OAuthErrorFilter)
@PublicRoute('The userinfo endpoint checks the access token itself.')
export class UserInfoController {
  constructor(
    private readonly endpoint: UserInfoEndpoint,
    private readonly cors: ClientCors,
    private readonly nonces: NonceOffer,
  ) {}

  @Get()
  async read(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.cors.allow(instance, request, reply);
    this.nonces.add(instance, reply);
    sendJson(reply, await this.endpoint.claims(readResourceCall(request)));
  }

  @Post()
  async readByPost(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.read(instance, request, reply);
  }
}
