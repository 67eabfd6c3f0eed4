import { Controller, Delete, NotFoundException, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import { OAuthErrorFilter } from '../http/failures/oauth-error.filter.js';
import { sendJson } from '../http/replies/json-reply.js';
import { NonceOffer } from '../http/replies/nonce-offer.js';
import { clientAddress } from '../http/requests/client-address.js';
import { instanceOf } from '../http/requests/current-instance.decorator.js';
import { jsonBody } from '../http/requests/json-body.js';
import { readJsonResourceCall } from '../http/requests/presented-token.js';
import { InitialAccessTokenEndpoint, type InitialAccessTokenCall } from './initial-access-token-endpoint.js';

/** Initial access tokens (RFC 7591 §1.2) of modules in which apps can be registered. */
@Controller('smart/oauth/initial-access-token')
@UseFilters(OAuthErrorFilter)
@PublicRoute('The endpoint checks the access token itself.')
export class InitialAccessTokenController {
  constructor(
    private readonly endpoint: InitialAccessTokenEndpoint,
    private readonly nonces: NonceOffer,
  ) {}

  @Post()
  async make(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    sendJson(reply, await this.endpoint.make(this.callOf(request, reply), () => jsonBody(request)), 201);
  }

  @Delete(':id')
  async end(@Req() request: FastifyRequest<{ Params: { id: string } }>, @Res() reply: FastifyReply): Promise<void> {
    if (!(await this.endpoint.end(this.callOf(request, reply), request.params.id))) throw new NotFoundException();
    await reply.status(204).header('cache-control', 'no-store').send();
  }

  /** @throws NotFoundException the module has no registration, and nothing at these addresses */
  private callOf(request: FastifyRequest, reply: FastifyReply): InitialAccessTokenCall {
    const instance = instanceOf(request);
    if (instance.options.registration.policy === 'closed') throw new NotFoundException();
    this.nonces.add(instance, reply);
    return { ...readJsonResourceCall(request), remoteAddress: clientAddress(request) };
  }
}
