import { Controller, Get, NotFoundException, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import { allowAnyOrigin } from '../http/cors/client-cors.js';
import { CurrentInstance } from '../http/requests/current-instance.decorator.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** The bundle of user-access brands (SMART 2.2); not there unless one is configured. */
@Controller('smart/user-access-brands')
@PublicRoute('Brands are published for everybody.')
export class UserAccessBrandsController {
  @Get()
  show(
    @CurrentInstance() { brands }: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    if (brands === undefined) throw new NotFoundException();
    allowAnyOrigin(reply);
    void reply.header('etag', brands.etag).header('cache-control', 'public, max-age=3600');
    if (isKnown(request.headers['if-none-match'], brands.etag)) void reply.status(304).send();
    else void reply.header('content-type', 'application/fhir+json; charset=utf-8').send(brands.json);
  }
}

/** Weak comparison (RFC 9110 §8.8.3.2, §13.1.2). */
function isKnown(header: string | undefined, etag: string): boolean {
  const opaque = (tag: string): string => tag.trim().replace(/^W\//, '');
  return header?.split(',').some((tag) => tag.trim() === '*' || opaque(tag) === opaque(etag)) ?? false;
}
