import { Get, Inject, Param, Post } from '@nestjs/common';
import { isUnlimited } from '#protocol/administration/author-problems';
import { NeedsPermission } from '#route-access/route-access.port';
import { MODULE_SKINS, type ModuleSkins } from '#skin/module-skins.port';
import { SKIN_LIBRARY, type SkinLibrary, type SkinLookup } from '#skin/skin-library.port';
import { goTo, page, type ConsoleAnswer } from '../http/console-answer.js';
import { ConsoleController } from '../http/console-route.js';
import { ConsoleError } from '../http/console-error.js';
import { pageIndexOf, pagesAround } from '../http/list-pages.js';
import { NeedsProof } from '../http/needs-proof.js';
import { assertDone, refusalPage } from '../http/refused-change.js';
import { Visiting } from '../http/visiting.js';
import type { ConsoleVisit } from '../visitors/console-visit.js';
import { skinPath, wornPath } from './skin-paths.js';
import { findingsView, reportView } from './skin-view.js';

const VIEW = 'VIEW_MODULE_CONFIG';
const EDIT = 'UPDATE_MODULE_CONFIG';
const CRUMBS = [{ label: 'Skins', href: '/skins' }];
const PAGE_SIZE = 50;

/** Skins that are stored: brought, looked at, removed. */
@ConsoleController('skins')
export class SkinsPagesController {
  constructor(
    @Inject(SKIN_LIBRARY) private readonly skins: SkinLibrary,
    @Inject(MODULE_SKINS) private readonly modules: ModuleSkins,
  ) {}

  @Get()
  @NeedsPermission(VIEW)
  async list(@Visiting() visit: ConsoleVisit): Promise<ConsoleAnswer> {
    const { query } = visit.request;
    const pageIndex = pageIndexOf(query);
    const found = await this.skins.list({ pageIndex, pageSize: PAGE_SIZE });
    const worn = await this.modules.modules();
    const model = {
      worn: worn.map(({ json }) => ({ ...json, href: wornPath(json.moduleId), mistakes: countOf(json.recentMistakes) })),
      rows: found.items.map(({ json }) => ({ ...json, href: skinPath(json.sha256), kilobytes: Math.ceil(json.size / 1024) })),
      mayBring: visit.permissions.has(EDIT) && isUnlimited(visit.author),
      modules: this.modules.moduleIds,
      largest: `${String(Math.floor(this.skins.largestPackage / 1024 / 1024))} MiB`,
      ...pagesAround('/skins', query, pageIndex, found.totalPages),
    };
    return page('skins/list', { title: 'Skins', section: '/skins' }, model);
  }

  /** Checks a JAR, and stores it unless only a look was wanted. */
  @Post('upload')
  @NeedsPermission(EDIT)
  async upload(@Visiting() { form, author }: ConsoleVisit): Promise<ConsoleAnswer> {
    form.assertOnly((name) => ['module', 'do'].includes(name));
    const { file } = form;
    if (file === undefined) throw new ConsoleError(422, 'Choose a JAR first.');
    if (file.body.length > this.skins.largestPackage)
      throw new ConsoleError(413, 'The JAR is larger than gatehouse.skins.max_package_bytes allows. Make images smaller, or raise it.');
    const moduleId = form.get('module');
    const brought = { jar: file.body, fileName: file.name, ...(moduleId !== undefined && { moduleId }) };
    const report = await this.skins.check(brought);
    if (form.get('do') !== 'store' || !report.isReadable)
      return page('skins/report', { title: `Report on ${file.name}`, section: '/skins', crumbs: CRUMBS }, reportView(report), { status: report.isReadable ? 200 : 422 });
    const stored = await this.skins.store(brought, author);
    if (!('skin' in stored)) throw refusalPage(stored);
    return goTo(skinPath(stored.skin.sha256), stored.kind === 'created' ? 'created' : 'unchanged');
  }

  @Get(':skin')
  @NeedsPermission(VIEW)
  async show(@Visiting() visit: ConsoleVisit, @Param('skin') name: string): Promise<ConsoleAnswer> {
    const skin = clear(await this.skins.find(name));
    const model = {
      ...skin,
      kilobytes: Math.ceil(skin.size / 1024),
      ...findingsView(skin.findings ?? []),
      mistakes: countOf(skin.recentMistakes),
      mayChange: visit.permissions.has(EDIT) && isUnlimited(visit.author),
      modules: this.modules.moduleIds.map((moduleId) => ({ moduleId, preview: `/skins/${skin.sha256}/preview?module=${encodeURIComponent(moduleId)}`, activate: `${wornPath(moduleId)}/activate`, isWorn: skin.wornBy.includes(moduleId) })),
      removePath: skinPath(skin.sha256, '/remove'),
    };
    return page('skins/skin', { title: skin.identity, section: '/skins', crumbs: CRUMBS }, model);
  }

  @Post(':skin/remove')
  @NeedsPermission(EDIT)
  @NeedsProof()
  async remove(@Visiting() { form, author }: ConsoleVisit, @Param('skin') name: string): Promise<ConsoleAnswer> {
    form.assertOnly(() => false);
    const outcome = await this.skins.remove(name, author);
    if (outcome.kind === 'unclear') throw unclear(outcome);
    assertDone(outcome);
    return goTo('/skins', 'removed');
  }
}

function clear(found: SkinLookup) {
  if (found.kind === 'unclear') throw unclear(found);
  return found.skin;
}

function unclear({ problem: { problem, remedy } }: Extract<SkinLookup, { kind: 'unclear' }>): ConsoleError {
  return new ConsoleError(404, `This skin ${problem}. ${remedy}.`);
}

function countOf(count: number | undefined): string | undefined {
  return count === undefined || count === 0 ? undefined : String(count);
}
