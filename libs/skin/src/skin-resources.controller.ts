import { Controller, Get, Headers, Inject, NotFoundException, Param, Query, Res } from '@nestjs/common';
import { PublicRoute } from '#route-access/route-access.port';
import { STATIC_RESOURCES, type StaticResources } from './static-resources.js';
import { staticResponse } from './static-response.js';

/** As much of Fastify's reply as is needed here. */
interface Reply {
  status(code: number): Reply;
  headers(values: Readonly<Record<string, string>>): Reply;
  send(body?: Buffer): unknown;
}

/** Style sheet and images of the sign-in pages: `{context path}/resources/{name}` to the outside. */
@Controller('smart/resources')
@PublicRoute('static files of the sign-in pages; the same for everybody')
export class SkinResourcesController {
  constructor(@Inject(STATIC_RESOURCES) private readonly resources: StaticResources) {}

  /** @throws NotFoundException for a name that is no file of the pages. */
  @Get(':name')
  send(
    @Param('name') name: string,
    @Query('v') version: unknown,
    @Headers('if-none-match') ifNoneMatch: string | undefined,
    @Res() reply: Reply,
  ): void {
    const resource = this.resources.get(name);
    if (resource === undefined) throw new NotFoundException();
    const known = typeof version === 'string' ? version : undefined;
    const response = staticResponse(resource, { version: known, ifNoneMatch });
    reply.status(response.status).headers(response.headers).send(response.body);
  }
}
