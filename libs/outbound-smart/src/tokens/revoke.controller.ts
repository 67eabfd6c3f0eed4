import { Controller, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import { ClientCors } from '../http/cors/client-cors.js';
import { OAuthErrorFilter } from '../http/failures/oauth-error.filter.js';
import { CurrentInstance } from '../http/requests/current-instance.decorator.js';
import { readCall } from '../http/requests/read-call.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { RevocationEndpoint } from './revocation-endpoint.js';

/** Token revocation (RFC 7009) at its standard address and at the product's (reference 3.10). */
@Controller('smart')
@UseFilters(OAuthErrorFilter)
@PublicRoute('The revocation endpoint authenticates the client where the documents ask for it.')
export class RevokeController {
  constructor(
    private readonly endpoint: RevocationEndpoint,
    private readonly cors: ClientCors,
  ) {}

  @Post(['oauth/revoke', 'session/token/revoke'])
  async revoke(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.cors.allow(instance, request, reply);
    await this.endpoint.revoke(readCall(request));
    await reply.status(200).header('cache-control', 'no-store').send();
  }
}
