import { Controller, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import { OAuthErrorFilter } from '../http/failures/oauth-error.filter.js';
import { sendJson } from '../http/replies/json-reply.js';
import { NonceOffer } from '../http/replies/nonce-offer.js';
import { clientAddress } from '../http/requests/client-address.js';
import { CurrentInstance } from '../http/requests/current-instance.decorator.js';
import { jsonBody } from '../http/requests/json-body.js';
import { readJsonResourceCall } from '../http/requests/presented-token.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { LaunchEndpoint } from './launch-endpoint.js';

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
    const call = {
      ...readJsonResourceCall(request),
      body: () => jsonBody(request),
      remoteAddress: clientAddress(request),
    };
    sendJson(reply, await this.endpoint.create(call), 201);
  }
}
