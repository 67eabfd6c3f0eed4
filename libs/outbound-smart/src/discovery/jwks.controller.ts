import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { KEYSTORE, type Keystore } from '#keystore/keystore.port';
import { KEYS_MAX_AGE_SECONDS } from '#protocol/keys/key-life';
import { PublicRoute } from '#route-access/route-access.port';
import { allowAnyOrigin } from '../http/cors/client-cors.js';
import { CurrentInstance } from '../http/requests/current-instance.decorator.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** The public keys of an instance (RFC 7517 §5), also where older configurations look for them (reference 18.2). */
@Controller('smart')
@PublicRoute('Public keys are public.')
export class JwksController {
  constructor(@Inject(KEYSTORE) private readonly keystore: Keystore) {}

  @Get(['jwk', '.well-known/jwks.json'])
  async keys(@CurrentInstance() instance: OutboundSmartInstance, @Res() reply: FastifyReply): Promise<void> {
    allowAnyOrigin(reply);
    await reply
      .header('content-type', 'application/json; charset=utf-8')
      .header('cache-control', `public, max-age=${KEYS_MAX_AGE_SECONDS}`)
      .send(await this.keystore.publicJwks(instance.keystoreId));
  }
}
