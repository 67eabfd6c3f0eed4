import { Delete, Get, Inject, Post } from '@nestjs/common';
import { MODULE_SKINS, type ModuleSkins } from '#skin/module-skins.port';
import { SKIN_LIBRARY, type BroughtSkin, type SkinLibrary } from '#skin/skin-library.port';
import { SKIN_PREVIEWS, type SkinPreviews } from '#skin/skin-previews.port';
import { Call, type AdminCall } from '../http/admin-call.js';
import { AdminController, Opens } from '../http/admin-route.js';
import { Answer } from '../http/answer.js';
import { ARCHIVE_TYPES } from '../http/archive-body.js';
import { pageAnswer, PageQuery } from '../http/paging.js';
import { Part } from '../http/path-parts.js';
import { settled } from '../http/refused-change.js';
import { savedAnswer } from '../http/saved.js';
import { clear } from './clear-skin.js';
import { requireModule } from './no-module.js';
import { readWantedPreview } from './read-wanted-preview.js';
import { SkinPreviewDto, WantedPreviewDto } from './skin-preview.dto.js';
import { SkinDto, SkinListDto, SkinReportDto } from './skin.dto.js';
import { CheckQuery, UploadQuery } from './upload.query.js';

const VIEW = ['VIEW_MODULE_CONFIG'] as const;
const EDIT = ['UPDATE_MODULE_CONFIG'] as const;
const takesArchive = ARCHIVE_TYPES;
const GONE = 'Somebody else has removed it meanwhile';

/** Skins that are stored. Only superusers bring or remove them. */
@AdminController('skins', 'Skins')
export class SkinsController {
  constructor(
    @Inject(SKIN_LIBRARY) private readonly skins: SkinLibrary,
    @Inject(SKIN_PREVIEWS) private readonly previews: SkinPreviews,
    @Inject(MODULE_SKINS) private readonly modules: Pick<ModuleSkins, 'moduleIds'>,
  ) {}

  @Get()
  @Opens({ summary: 'List skins', needs: VIEW, answers: { 200: SkinListDto }, query: PageQuery })
  async list(@Call() { query }: AdminCall<PageQuery>) {
    return pageAnswer('skins', await this.skins.list(query));
  }

  @Get(':skin')
  @Opens({ summary: 'Get a skin with what was found in it', needs: VIEW, answers: { 200: SkinDto } })
  async find(@Part('skin') skin: string) {
    return new Answer(200, clear(await this.skins.find(skin)).skin);
  }

  @Post()
  @Opens({
    summary: 'Store a skin, as its JAR in the body; no module wears it by that',
    ...{ needs: EDIT, answers: { 200: SkinDto, 201: SkinDto }, takesArchive, query: UploadQuery, refusals: [413] },
  })
  async store(@Call() call: AdminCall<UploadQuery>) {
    const stored = await this.skins.store(await this.brought(call), call.author);
    return savedAnswer(stored, '', ({ skin }) => ({ json: skin, version: 1 }));
  }

  @Post('check')
  @Opens({
    summary: 'Tell whether a JAR could be stored and activated; nothing of it is kept',
    ...{ needs: EDIT, answers: { 200: SkinReportDto }, takesArchive, query: CheckQuery, refusals: [413] },
  })
  async check(@Call() call: AdminCall<CheckQuery>) {
    const { module: moduleId } = call.query;
    if (moduleId !== '') requireModule(moduleId, this.modules.moduleIds);
    return new Answer(200, await this.skins.check({ ...(await this.brought(call)), moduleId }));
  }

  @Post(':skin/preview')
  @Opens({
    summary: 'Get addresses at which the pages of a skin are shown with stock data, as a module would show them',
    ...{ needs: VIEW, answers: { 200: SkinPreviewDto }, takes: WantedPreviewDto, example: { moduleId: 'smart_auth' } },
  })
  async preview(@Call() call: AdminCall, @Part('skin') skin: string) {
    const wanted = { ...readWantedPreview(call.body()), skin };
    const { preview } = settled(clear(await this.previews.offer(wanted, call.author)), GONE);
    return new Answer(200, preview);
  }

  @Delete(':skin')
  @Opens({
    summary: 'Remove a skin that no module wears, or would wear after a rollback',
    ...{ needs: EDIT, answers: { 204: 'nothing' } },
  })
  async remove(@Call() { author }: AdminCall, @Part('skin') skin: string) {
    settled(clear(await this.skins.remove(skin, author)), GONE);
    return new Answer(204);
  }

  private async brought({ archive, query }: AdminCall<UploadQuery>): Promise<BroughtSkin> {
    const jar = await archive(this.skins.largestPackage);
    return { jar, fileName: query.fileName, declared: query.identity };
  }
}
