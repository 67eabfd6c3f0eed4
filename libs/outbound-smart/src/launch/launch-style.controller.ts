import { Controller, Get, NotFoundException, Param, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import { allowAnyOrigin } from '../http/cors/client-cors.js';
import { OAuthErrorFilter } from '../http/failures/oauth-error.filter.js';
import { CurrentInstance } from '../http/requests/current-instance.decorator.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** The style document that apps launched from the EHR are pointed to (STD L7). Its address has its hash, so that it may be kept for ever. */
@Controller('smart/launch-style')
@UseFilters(OAuthErrorFilter)
@PublicRoute('Colours and measures; the same for everybody.')
export class LaunchStyleController {
  /** @throws NotFoundException for any other version than the present one */
  @Get(':document')
  send(
    @CurrentInstance() { launchStyle }: OutboundSmartInstance,
    @Param('document') document: string,
    @Res() reply: FastifyReply,
  ): void {
    if (launchStyle.path !== `/launch-style/${document}`) throw new NotFoundException();
    allowAnyOrigin(reply);
    void reply
      .header('content-type', 'application/json; charset=utf-8')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .send(launchStyle.json);
  }
}
