import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { PUBLISHED_CLIENT_KEYS, type PublishedClientKeys } from '#oidc-server-definition/published-client-keys.port';
import { KEYS_MAX_AGE_SECONDS } from '#protocol/keys/key-life';
import { PublicRoute } from '#route-access/route-access.port';
import { CurrentInstance } from '../http/requests/current-instance.decorator.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/**
 * The public keys by which this server is a client of others: what an administrator registers there as `jwks_uri` (RFC 7591 §2). They are apart from
 * those that sign tokens, so that a token is never taken for an assertion, nor an assertion for a token (V-46).
 */
@Controller('smart')
@PublicRoute('Public keys are public.')
export class ClientJwksController {
  constructor(@Inject(PUBLISHED_CLIENT_KEYS) private readonly keys: PublishedClientKeys) {}

  @Get('.well-known/client-jwks.json')
  async published(@CurrentInstance() { moduleId }: OutboundSmartInstance, @Res() reply: FastifyReply): Promise<void> {
    await reply
      .header('content-type', 'application/json; charset=utf-8')
      .header('cache-control', `public, max-age=${KEYS_MAX_AGE_SECONDS}`)
      .send(await this.keys.publicJwks(moduleId));
  }
}
