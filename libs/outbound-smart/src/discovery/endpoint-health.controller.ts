import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DATABASE_HEALTH, type DatabaseHealth } from '#database/database-health.port';
import { PublicRoute } from '#route-access/route-access.port';
import { unhealthyStatusOf } from '../http/requests/unhealthy-status.js';

/** Milliseconds a balancer waits at most. */
const PATIENCE = 500;

/**
 * How the module is, for balancers that were made for the product (`endpoint_health.path`). The address is internal: listeners of
 * every kind lead the configured path of their module here. However often it is asked, the database is asked once a second.
 */
@Controller('endpoint-health')
@PublicRoute('Balancers have no credentials.')
export class EndpointHealthController {
  constructor(@Inject(DATABASE_HEALTH) private readonly database: DatabaseHealth) {}

  @Get()
  async show(@Req() { raw }: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const isUp = await this.database.ping(PATIENCE);
    await reply
      .status(isUp ? 200 : unhealthyStatusOf(raw))
      .header('cache-control', 'no-store')
      .send({ status: isUp ? 'up' : 'down' });
  }
}
