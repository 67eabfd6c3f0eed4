import { Controller, NotFoundException, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import { OAuthErrorFilter } from '../http/failures/oauth-error.filter.js';
import { sendJson } from '../http/replies/json-reply.js';
import { NonceOffer } from '../http/replies/nonce-offer.js';
import { authorizationHeader } from '../http/requests/authorization-header.js';
import { clientAddress } from '../http/requests/client-address.js';
import { CurrentInstance } from '../http/requests/current-instance.decorator.js';
import { jsonBody } from '../http/requests/json-body.js';
import { readJsonResourceCall } from '../http/requests/presented-token.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { ClientRegistration, LONGEST_REGISTRATION } from './client-registration.js';

/** The client registration endpoint (RFC 7591 §3) of modules that have one. */
@Controller('smart/oauth/register')
@UseFilters(OAuthErrorFilter)
@PublicRoute('The policy of the module decides who may register a client.')
export class RegisterController {
  constructor(
    private readonly registration: ClientRegistration,
    private readonly nonces: NonceOffer,
  ) {}

  @Post()
  async register(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { policy } = instance.options.registration;
    if (policy === 'closed') throw new NotFoundException();
    this.nonces.add(instance, reply);
    const isAnyone = policy === 'open' && authorizationHeader(request) === undefined;
    const resource = isAnyone ? undefined : readJsonResourceCall(request);
    const metadata = () => jsonBody(request, LONGEST_REGISTRATION);
    const call = { instance, resource, metadata, remoteAddress: clientAddress(request) };
    sendJson(reply, await this.registration.register(call), 201);
  }
}
