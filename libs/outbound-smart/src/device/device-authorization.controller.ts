import { Controller, HttpCode, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import { OAuthErrorFilter } from '../http/failures/oauth-error.filter.js';
import { sendJson } from '../http/replies/json-reply.js';
import { readCall } from '../http/requests/read-call.js';
import { DeviceAuthorizationEndpoint } from './device-authorization-endpoint.js';

/** The device authorization endpoint (RFC 8628 §3.1). */
@Controller('smart/oauth/device_authorization')
@UseFilters(OAuthErrorFilter)
@PublicRoute('The endpoint authenticates the client itself.')
export class DeviceAuthorizationController {
  constructor(private readonly endpoint: DeviceAuthorizationEndpoint) {}

  @Post()
  @HttpCode(200)
  async start(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    sendJson(reply, await this.endpoint.start(readCall(request)));
  }
}
