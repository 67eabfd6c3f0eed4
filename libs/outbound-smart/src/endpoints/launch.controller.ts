import { Controller, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import { CurrentInstance } from '../instances/current-instance.decorator.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { LaunchEndpoint } from '../launch/launch-endpoint.js';
import { jsonBody } from './json-body.js';
import { sendJson } from './json-reply.js';
import { NonceOffer } from './nonce-offer.js';
import { OAuthErrorFilter } from './oauth-error.filter.js';
import { readJsonResourceCall } from './presented-token.js';

/** Where an EHR orders a launch (ruling 41). Called by servers: no CORS. */
@Controller('smart/launch')
@UseFilters(OAuthErrorFilter)
@PublicRoute('The launch endpoint checks the access token itself.')
export class LaunchController {
  constructor(
    private readonly endpoint: LaunchEndpoint,
    private readonly nonces: NonceOffer,
  ) {}

  @Post()
  async create(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.nonces.add(instance, reply);
    const call = { ...readJsonResourceCall(request), body: () => jsonBody(request), remoteAddress: request.ip };
    sendJson(reply, await this.endpoint.create(call), 201);
  }
}
