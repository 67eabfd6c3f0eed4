import { Controller, Get, Param, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import { ViewEngine } from '../pages/view-engine.js';
import { ConsoleError } from './console-error.js';
import { ConsoleErrorFilter } from './console-error.filter.js';
import { CONSOLE_PREFIX } from './console-prefix.js';

/** Style sheets, scripts and pictures of the console: the same for everybody, from memory. */
@Controller(`${CONSOLE_PREFIX}/assets`)
@UseFilters(ConsoleErrorFilter)
@PublicRoute('The same files for everybody, with nothing of anybody in them.')
export class AssetsController {
  constructor(private readonly views: ViewEngine) {}

  /** A link with the current version never changes: kept a year; any other is asked for again each time (RFC 9110 §13.1.2, RFC 8246). */
  @Get(':name')
  async send(@Param('name') name: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asset = this.views.assets.get(name);
    if (asset === undefined) throw new ConsoleError(404, 'There is no such file.');
    const isCurrent = (request.raw.url ?? '').endsWith(`?v=${asset.version}`);
    const etag = `"${asset.version}"`;
    void reply
      .header('etag', etag)
      .header('cache-control', isCurrent ? 'public, max-age=31536000, immutable' : 'no-cache')
      .header('content-security-policy', "default-src 'none'; frame-ancestors 'none'; sandbox")
      .type(asset.mediaType);
    if (request.headers['if-none-match'] === etag) await reply.status(304).send();
    else await reply.send(asset.body);
  }
}
