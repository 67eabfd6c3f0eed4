import { Controller, HttpCode, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import { DeviceAuthorizationEndpoint } from '../device/device-authorization-endpoint.js';
import { sendJson } from './json-reply.js';
import { OAuthErrorFilter } from './oauth-error.filter.js';
import { readCall } from './read-call.js';

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
