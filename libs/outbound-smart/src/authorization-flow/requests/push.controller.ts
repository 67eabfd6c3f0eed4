import { Controller, PayloadTooLargeException, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import { ClientCors } from '../../http/cors/client-cors.js';
import { OAuthErrorFilter } from '../../http/failures/oauth-error.filter.js';
import { sendJson } from '../../http/replies/json-reply.js';
import { NonceOffer } from '../../http/replies/nonce-offer.js';
import { CurrentInstance } from '../../http/requests/current-instance.decorator.js';
import { readCall } from '../../http/requests/read-call.js';
import { rawForm } from '../../http/requests/request-parameters.js';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import { PushEndpoint } from './push-endpoint.js';

/** Largest pushed request, in bytes (RFC 9126 §2.3). */
const LARGEST = 64 * 1024;

/** The pushed authorization request endpoint (RFC 9126 §2). */
@Controller('smart/oauth/par')
@UseFilters(OAuthErrorFilter)
@PublicRoute('The endpoint authenticates the client itself.')
export class PushController {
  constructor(
    private readonly endpoint: PushEndpoint,
    private readonly cors: ClientCors,
    private readonly nonces: NonceOffer,
  ) {}

  @Post()
  async push(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.cors.allow(instance, request, reply);
    this.nonces.add(instance, reply);
    if (Buffer.byteLength(rawForm(request)) > LARGEST) throw new PayloadTooLargeException();
    sendJson(reply, await this.endpoint.push(readCall(request)), 201);
  }
}
