import { Controller, NotFoundException, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import { CurrentInstance } from '../instances/current-instance.decorator.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { ClientRegistration, LONGEST_REGISTRATION } from '../registration/client-registration.js';
import { authorizationHeader } from './authorization-header.js';
import { jsonBody } from './json-body.js';
import { sendJson } from './json-reply.js';
import { NonceOffer } from './nonce-offer.js';
import { OAuthErrorFilter } from './oauth-error.filter.js';
import { readJsonResourceCall } from './presented-token.js';

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
    const { registrationPolicy } = instance.options;
    if (registrationPolicy === 'closed') throw new NotFoundException();
    this.nonces.add(instance, reply);
    const isAnyone = registrationPolicy === 'open' && authorizationHeader(request) === undefined;
    const resource = isAnyone ? undefined : readJsonResourceCall(request);
    const metadata = () => jsonBody(request, LONGEST_REGISTRATION);
    const call = { instance, resource, metadata, remoteAddress: request.ip };
    sendJson(reply, await this.registration.register(call), 201);
  }
}
