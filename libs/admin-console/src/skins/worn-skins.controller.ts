import { Get, Inject, Param, Post } from '@nestjs/common';
import { NeedsPermission } from '#route-access/route-access.port';
import { MODULE_SKINS, type ModuleSkins, type SkinWearing } from '#skin/module-skins.port';
import { SKIN_DIAGNOSTICS, type SkinDiagnostics } from '#skin/skin-diagnostics.port';
import { previewFlavours, SKIN_PREVIEWS, type SkinPreviews } from '#skin/skin-previews.port';
import { goTo, page, type ConsoleAnswer } from '../http/console-answer.js';
import { ConsoleController } from '../http/console-route.js';
import { ConsoleError, foundOr404 } from '../http/console-error.js';
import { NeedsProof } from '../http/needs-proof.js';
import { refusalPage } from '../http/refused-change.js';
import { Visiting } from '../http/visiting.js';
import type { ConsoleForm } from '../http/console-form.js';
import type { ConsoleVisit } from '../visitors/console-visit.js';
import { skinPath, wornPath } from './skin-paths.js';

const VIEW = 'VIEW_MODULE_CONFIG';
const EDIT = 'UPDATE_MODULE_CONFIG';
const CRUMBS = [{ label: 'Skins', href: '/skins' }];

/** What modules wear: put on, taken off, rolled back, tried on. */
@ConsoleController('')
export class WornSkinsController {
  constructor(
    @Inject(MODULE_SKINS) private readonly modules: ModuleSkins,
    @Inject(SKIN_DIAGNOSTICS) private readonly diagnostics: SkinDiagnostics,
    @Inject(SKIN_PREVIEWS) private readonly previews: SkinPreviews,
  ) {}

  @Get('worn-skins/:module')
  @NeedsPermission(VIEW)
  async show(@Visiting() { permissions }: ConsoleVisit, @Param('module') moduleId: string): Promise<ConsoleAnswer> {
    const worn = foundOr404(await this.modules.module(moduleId), 'This module');
    const [history, mistakes] = await Promise.all([
      this.modules.history(moduleId, { pageIndex: 0, pageSize: 20 }),
      this.diagnostics.list(moduleId, { pageIndex: 0, pageSize: 50 }),
    ]);
    const model = {
      ...worn.json,
      ...{ version: String(worn.version), mayEdit: permissions.has(EDIT), path: wornPath(moduleId) },
      wornHref: worn.json.sha256 === undefined ? undefined : skinPath(worn.json.sha256),
      steps: (history?.items ?? []).map(({ json }) => json),
      mistakes: (mistakes?.items ?? []).map(({ json }) => ({ ...json, place: [json.file, json.line, json.column].filter((part) => part !== undefined).join(':') })),
    };
    return page('skins/worn', { title: `What ${moduleId} wears`, section: '/skins', crumbs: CRUMBS }, model);
  }

  @Post('worn-skins/:module/activate')
  @NeedsPermission(EDIT)
  @NeedsProof()
  async activate(@Visiting() { form, author }: ConsoleVisit, @Param('module') moduleId: string): Promise<ConsoleAnswer> {
    form.assertOnly((name) => ['skin', 'comment', 'override'].includes(name));
    const change = { author, ...commentIn(form), skin: form.get('skin') ?? '', override: form.has('override') };
    return done(await this.modules.activate(moduleId, change), moduleId);
  }

  /** Back to what was worn before, or to the built-in pages. */
  @Post('worn-skins/:module/back')
  @NeedsPermission(EDIT)
  @NeedsProof()
  async back(@Visiting() { form, author }: ConsoleVisit, @Param('module') moduleId: string): Promise<ConsoleAnswer> {
    form.assertOnly((name) => ['_version', 'do', 'comment'].includes(name));
    const change = { author, ...commentIn(form), ifVersions: [Number(form.get('_version') ?? 0)] };
    const isOff = form.get('do') === 'built-in';
    return done(isOff ? await this.modules.deactivate(moduleId, change) : await this.modules.rollBack(moduleId, change), moduleId);
  }

  @Post('worn-skins/:module/seen')
  @NeedsPermission(EDIT)
  async seen(@Visiting() { form, author }: ConsoleVisit, @Param('module') moduleId: string): Promise<ConsoleAnswer> {
    form.assertOnly(() => false);
    foundOr404(await this.diagnostics.remove(moduleId, author), 'This module');
    return goTo(wornPath(moduleId), 'removed');
  }

  /** Every page of a skin as a module would show it, by addresses that are good for a while. */
  @Get('skins/:skin/preview')
  @NeedsPermission(VIEW)
  async preview(@Visiting() { request: { query }, author }: ConsoleVisit, @Param('skin') skin: string): Promise<ConsoleAnswer> {
    const flavour = previewFlavours.find((each) => each === query.get('with')) ?? previewFlavours[0];
    const language = query.get('language') ?? '';
    const moduleId = query.get('module') ?? this.modules.moduleIds[0] ?? '';
    const wanted = { skin, moduleId, flavour, ...(/^[A-Za-z-]{2,35}$/.test(language) && { language }) };
    const offered = await this.previews.offer(wanted, author);
    if (offered.kind === 'unclear') throw new ConsoleError(404, `This skin ${offered.problem.problem}. ${offered.problem.remedy}.`);
    if (offered.kind !== 'offered') throw refusalPage(offered);
    const { preview } = offered;
    const model = {
      ...preview,
      ...{ language, skin },
      flavours: previewFlavours.map((name) => ({ name, isChosen: name === flavour })),
      modules: this.modules.moduleIds.map((id) => ({ id, isChosen: id === moduleId })),
      action: skinPath(skin, '/preview'),
      pages: preview.pages.map((each) => ({ ...each, isOwn: each.state === 'skin', isBad: each.state === 'missing' || each.state === 'failing' })),
    };
    const crumbs = [...CRUMBS, { label: preview.identity, href: skinPath(preview.sha256) }];
    return page('skins/preview', { title: `Preview of ${preview.identity}`, section: '/skins', crumbs }, model);
  }
}

function commentIn(form: ConsoleForm): { readonly comment?: string } {
  const comment = form.get('comment');
  return comment === undefined ? {} : { comment };
}

function done(wearing: SkinWearing, moduleId: string): ConsoleAnswer {
  if (!('worn' in wearing)) throw refusalPage(wearing);
  return goTo(wornPath(moduleId), wearing.kind === 'changed' ? 'worn' : 'unchanged');
}
