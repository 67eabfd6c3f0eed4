import { Controller, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import { OAuthErrorFilter } from '../http/failures/oauth-error.filter.js';
import { sendJson } from '../http/replies/json-reply.js';
import { readCall } from '../http/requests/read-call.js';
import { ChangeSecretEndpoint } from './change-secret-endpoint.js';

/** A client replaces its secret (product reference 3.9). No CORS: what can keep a secret is no script of a page. */
@Controller('smart/oauth/change-secret')
@UseFilters(OAuthErrorFilter)
@PublicRoute('The change-secret endpoint authenticates the client itself.')
export class ChangeSecretController {
  constructor(private readonly endpoint: ChangeSecretEndpoint) {}

  @Post()
  async change(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    sendJson(reply, await this.endpoint.change(readCall(request)));
  }
}
