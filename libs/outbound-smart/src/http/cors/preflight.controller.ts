import { Controller, Options, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import { CurrentInstance } from '../requests/current-instance.decorator.js';
import { ClientCors } from './client-cors.js';

/** Preflight requests of browser apps. Pages and /oauth/authorize answer none (B-24). */
@Controller('smart')
@PublicRoute('A preflight carries no credentials.')
export class PreflightController {
  constructor(private readonly cors: ClientCors) {}

  @Options(['oauth/token', 'oauth/par', 'oauth/userinfo', 'oauth/introspect', 'oauth/revoke', 'session/token/revoke'])
  async api(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.cors.preflight(instance, request, reply);
  }

  @Options('logout')
  async logout(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.cors.preflight(instance, request, reply, true);
  }

  @Options([
    'user-access-brands',
    'jwk',
    '.well-known/jwks.json',
    '.well-known/openid-configuration',
    '.well-known/oauth-authorization-server',
    '.well-known/oauth-protected-resource',
    '.well-known/smart-configuration',
  ])
  async open(@Res() reply: FastifyReply): Promise<void> {
    await reply
      .status(204)
      .header('access-control-allow-origin', '*')
      .header('access-control-allow-methods', 'GET')
      .header('access-control-allow-headers', 'Accept, Content-Type')
      .send();
  }
}
