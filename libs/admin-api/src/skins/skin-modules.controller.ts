import { Delete, Get, Inject, Post } from '@nestjs/common';
import { MODULE_SKINS, type ModuleSkins, type SkinWearing } from '#skin/module-skins.port';
import { SKIN_DIAGNOSTICS, type SkinDiagnostics } from '#skin/skin-diagnostics.port';
import type { ModuleKey } from '#protocol/administration/module-key';
import { Call, type AdminCall } from '../http/admin-call.js';
import { AdminController, Opens } from '../http/admin-route.js';
import { Answer, versioned } from '../http/answer.js';
import { pageAnswer, PageQuery } from '../http/paging.js';
import { AtModule } from '../http/path-parts.js';
import { found } from '../http/refused-change.js';
import { savedAnswer } from '../http/saved.js';
import { noModule } from './no-module.js';
import { readActivation, readComment } from './read-activation.js';
import { RemovedDiagnosticsDto, SkinDiagnosticsDto } from './skin-diagnostic.dto.js';
import { SkinActivationDto, SkinCommentDto, SkinHistoryDto, WornSkinDto, WornSkinsDto } from './skin.dto.js';

const VIEW = ['VIEW_MODULE_CONFIG'] as const;
const EDIT = ['UPDATE_MODULE_CONFIG'] as const;
const answers = { 200: WornSkinDto };
const tag = 'if-match';

/** Which module wears which skin; changes count in all processes within seconds. */
@AdminController('skin-modules', 'Skins')
export class SkinModulesController {
  constructor(
    @Inject(MODULE_SKINS) private readonly skins: ModuleSkins,
    @Inject(SKIN_DIAGNOSTICS) private readonly diagnostics: SkinDiagnostics,
  ) {}

  @Get()
  @Opens({ summary: 'List what modules wear', needs: VIEW, answers: { 200: WornSkinsDto } })
  async list() {
    return new Answer(200, { modules: (await this.skins.modules()).map(({ json }) => json) });
  }

  @Get(':node/:module')
  @Opens({
    summary: 'Tell what a module wears',
    ...{ needs: VIEW, answers: { 200: WornSkinDto }, tag: 'told' },
  })
  async find(@AtModule() { moduleId }: ModuleKey) {
    // The tag is of what is worn, for the next change: what shows to be wrong meanwhile is told to whoever has it, too.
    const { json, version } = found(await this.skins.module(moduleId), this.none(moduleId));
    return versioned(200, json, version);
  }

  @Post(':node/:module/activate')
  @Opens({
    summary: 'Have a module wear a skin',
    ...{ needs: EDIT, answers, tag, takes: SkinActivationDto, example: { skin: 'org.example:clinic:1.0', comment: 'New colours' } },
  })
  async activate(@Call() call: AdminCall, @AtModule() { moduleId }: ModuleKey) {
    const activation = { ...readActivation(call.body()), ...call.change() };
    return this.answer(await this.skins.activate(moduleId, activation), moduleId);
  }

  @Post(':node/:module/rollback')
  @Opens({ summary: 'Go back to what a module wore before', needs: EDIT, answers, tag, mayTake: SkinCommentDto })
  async rollBack(@Call() call: AdminCall, @AtModule() { moduleId }: ModuleKey) {
    const comment = readComment(call.bodyOrNothing());
    return this.answer(await this.skins.rollBack(moduleId, { ...comment, ...call.change() }), moduleId);
  }

  @Post(':node/:module/deactivate')
  @Opens({ summary: 'Have a module show the built-in pages', needs: EDIT, answers, tag, mayTake: SkinCommentDto })
  async deactivate(@Call() call: AdminCall, @AtModule() { moduleId }: ModuleKey) {
    const comment = readComment(call.bodyOrNothing());
    return this.answer(await this.skins.deactivate(moduleId, { ...comment, ...call.change() }), moduleId);
  }

  @Get(':node/:module/history')
  @Opens({ summary: 'Tell what a module wore', needs: VIEW, answers: { 200: SkinHistoryDto }, query: PageQuery })
  async history(@Call() { query }: AdminCall<PageQuery>, @AtModule() { moduleId }: ModuleKey) {
    return pageAnswer('steps', found(await this.skins.history(moduleId, query), this.none(moduleId)));
  }

  @Get(':node/:module/diagnostics')
  @Opens({
    summary: 'Tell which pages of its skin a module could not show, and what of them does nothing',
    ...{ needs: VIEW, answers: { 200: SkinDiagnosticsDto }, query: PageQuery },
  })
  async mistakes(@Call() { query }: AdminCall<PageQuery>, @AtModule() { moduleId }: ModuleKey) {
    return pageAnswer('diagnostics', found(await this.diagnostics.list(moduleId, query), this.none(moduleId)));
  }

  @Delete(':node/:module/diagnostics')
  @Opens({
    summary: 'Remove what was told of the pages of its skin; what happens again is told again',
    ...{ needs: EDIT, answers: { 200: RemovedDiagnosticsDto } },
  })
  async removeMistakes(@Call() { author }: AdminCall, @AtModule() { moduleId }: ModuleKey) {
    return new Answer(200, { removed: found(await this.diagnostics.remove(moduleId, author), this.none(moduleId)) });
  }

  private answer(wearing: SkinWearing, moduleId: string): Answer {
    return savedAnswer(wearing, this.none(moduleId), ({ worn }) => worn);
  }

  private none(moduleId: string): string {
    return noModule(moduleId, this.skins.moduleIds);
  }
}
