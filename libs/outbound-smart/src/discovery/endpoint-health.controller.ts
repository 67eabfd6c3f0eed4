import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DATABASE_HEALTH, type DatabaseHealth } from '#database/database-health.port';
import { PublicRoute } from '#route-access/route-access.port';
import { CurrentInstance } from '../http/requests/current-instance.decorator.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** Milliseconds a balancer waits at most. */
const PATIENCE = 500;

/**
 * How the module is, for balancers that were made for the product (`endpoint_health.path`). The address is internal: the listener leads the
 * configured path here. However often it is asked, the database is asked once a second.
 */
@Controller('endpoint-health')
@PublicRoute('Balancers have no credentials.')
export class EndpointHealthController {
  constructor(@Inject(DATABASE_HEALTH) private readonly database: DatabaseHealth) {}

  @Get()
  async show(@CurrentInstance() { options }: OutboundSmartInstance, @Res() reply: FastifyReply): Promise<void> {
    const isUp = await this.database.ping(PATIENCE);
    await reply
      .status(isUp ? 200 : options.endpointHealth.unhealthyStatus)
      .header('cache-control', 'no-store')
      .send({ status: isUp ? 'up' : 'down' });
  }
}
