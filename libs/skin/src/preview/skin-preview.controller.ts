import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import { PublicRoute } from '#route-access/route-access.port';
import { HandlebarsPages } from '../built-in/handlebars-pages.js';
import { skinPageNames } from '../skin-pages/skin-page-names.js';
import { wantedFile } from '../static/skin-file-address.js';
import { SkinFiles } from '../static/skin-files.js';
import { STATIC_RESOURCES, type StaticResource, type StaticResources } from '../static/static-resources.js';
import { wearerOf } from '../wearing-module.js';
import { readPreviewAddress } from './preview-address.js';
import { fileAnswer, nothingThere, pageAnswer, refusalAnswer, type PreviewAnswer } from './preview-answers.js';
import { PreviewRooms } from './preview-rooms.js';
import { previewedPage, type Preview } from './previewed-page.js';

/** As much of Fastify's request as is needed here. */
interface Request {
  readonly raw: IncomingMessage;
}

/** As much of Fastify's reply as is needed here. */
interface Reply {
  status(code: number): Reply;
  headers(values: Readonly<Record<string, string>>): Reply;
  send(body: Buffer | string): unknown;
}

const PREFIX = '/smart';
const BUILT_IN = /^resources\/([^/]+)$/;

/** Pages and files of skins that are looked at, where they would be if they were worn. No cookie is read or set. */
@Controller('smart')
@PublicRoute('previews of skins with stock data, for whoever has an address that an administrator asked for')
export class SkinPreviewController {
  constructor(
    @Inject(STATIC_RESOURCES) private readonly builtInFiles: StaticResources,
    private readonly builtInPages: HandlebarsPages,
    private readonly files: SkinFiles,
    private readonly rooms: PreviewRooms,
  ) {}

  @Get('skin-preview/*')
  async send(@Req() { raw }: Request, @Res() reply: Reply): Promise<void> {
    const { status, headers, body } = await this.answer(raw);
    reply.status(status).headers(headers).send(body);
  }

  private async answer(raw: IncomingMessage): Promise<PreviewAnswer> {
    const address = (raw.url ?? '').split('?')[0]?.slice(PREFIX.length) ?? '';
    const asked = readPreviewAddress(address);
    if (asked === undefined) return nothingThere();
    const entered = await this.rooms.enter(wearerOf(raw), asked.token);
    if (entered.kind !== 'ready') return refusalAnswer(entered);
    const page = skinPageNames.find((name) => name === asked.rest);
    if (page !== undefined) return pageAnswer(await previewedPage(page, entered.preview, this.builtInPages));
    const file = this.file(asked.rest, entered.preview);
    return file === undefined ? nothingThere() : fileAnswer(file);
  }

  /** As the module would find it: the skin's own, under every path that leads to its files; else a built-in one. */
  private file(rest: string, { worn: { skin } }: Preview): StaticResource | undefined {
    const wanted = wantedFile(`/${rest}`, skin.identity.artifactId);
    if (wanted === undefined) return undefined;
    return this.files.resource(skin, wanted.path) ?? this.builtInFiles.get(BUILT_IN.exec(wanted.path)?.[1] ?? '');
  }
}
