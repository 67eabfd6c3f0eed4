import { Controller, Get, Headers, Inject, Query, Req, Res } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import { PublicRoute } from '#route-access/route-access.port';
import { SkinFiles, type ServedFile } from './skin-files.js';
import { STATIC_RESOURCES, type StaticResources } from './static-resources.js';
import { staticResponse } from './static-response.js';
import { wearerOf } from '../wearing-module.js';

/** As much of Fastify's request as is needed here. */
interface Request {
  readonly raw: IncomingMessage;
}

/** As much of Fastify's reply as is needed here. */
interface Reply {
  status(code: number): Reply;
  headers(values: Readonly<Record<string, string>>): Reply;
  send(body?: Buffer | string): unknown;
}

const PREFIX = '/smart';
const BUILT_IN = /^\/resources\/([^/]+)$/;

/** Style sheets, scripts and images of the sign-in pages: those of the skin that the module wears, and the built-in ones. */
@Controller('smart')
@PublicRoute('static files of the sign-in pages; the same for everybody')
export class SkinResourcesController {
  constructor(
    @Inject(STATIC_RESOURCES) private readonly resources: StaticResources,
    private readonly files: SkinFiles,
  ) {}

  /** Nobody's error page: a file that is not there is 404 in a word. */
  @Get([
    'resources/*',
    'skins/*',
    'webjars/*',
    'oauth/resources/*',
    'signin/resources/*',
    'session/resources/*',
    'register/resources/*',
    'forgot-password/resources/*',
    'account/resources/*',
  ])
  send(
    @Req() { raw }: Request,
    @Query('v') version: unknown,
    @Headers('if-none-match') ifNoneMatch: string | undefined,
    @Res() reply: Reply,
  ): void {
    const address = (raw.url ?? '').split('?')[0]?.slice(PREFIX.length) ?? '';
    const known = typeof version === 'string' ? version : undefined;
    const file = this.find(wearerOf(raw), address, known);
    if (file === undefined) {
      const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-cache' };
      return void reply.status(404).headers(headers).send('Not found\n');
    }
    const { resource, isLasting } = file;
    const response = staticResponse(resource, { version: isLasting ? resource.version : known, ifNoneMatch });
    reply.status(response.status).headers(response.headers).send(response.body);
  }

  /** Built-in pages ask for a version: theirs is found whatever a skin has of the name, so that they stay whole beside it. */
  private find(moduleId: string, address: string, version: string | undefined): ServedFile | undefined {
    const resource = this.resources.get(builtInName(address));
    const builtIn = resource && { resource, isLasting: false };
    if (resource !== undefined && version === resource.version) return builtIn;
    return this.files.find(moduleId, address) ?? builtIn;
  }
}

/** The name of a built-in file; '' where the address cannot be one, however it is encoded. */
function builtInName(address: string): string {
  try {
    return BUILT_IN.exec(decodeURIComponent(address))?.[1] ?? '';
  } catch {
    return '';
  }
}
