import { Get, Inject, Param, Post } from '@nestjs/common';
import { NeedsPermission } from '#route-access/route-access.port';
import { SCRIPT_LIBRARY, type ScriptLibrary } from '#scripts/script-library.port';
import { differenceLines } from '../editing/difference-lines.js';
import { Editor } from '../editing/editor.js';
import { goTo, page, type ConsoleAnswer } from '../http/console-answer.js';
import { ConsoleController } from '../http/console-route.js';
import { ConsoleError, foundOr404 } from '../http/console-error.js';
import { pageIndexOf, pagesAround } from '../http/list-pages.js';
import { NeedsProof } from '../http/needs-proof.js';
import { refusalPage } from '../http/refused-change.js';
import { Visiting } from '../http/visiting.js';
import type { ConsoleVisit } from '../visitors/console-visit.js';
import { editedScript, newScript } from './edited-script.js';
import { scriptPath } from './script-paths.js';

const VIEW = 'VIEW_MODULE_CONFIG';
const EDIT = 'UPDATE_MODULE_CONFIG';
const CRUMBS = [{ label: 'Scripts', href: '/scripts' }];
const PAGE_SIZE = 50;

/** The library of scripts: sources, versions, differences, and which of them runs. */
@ConsoleController('scripts')
export class ScriptsPagesController {
  constructor(
    @Inject(SCRIPT_LIBRARY) private readonly scripts: ScriptLibrary,
    private readonly editor: Editor,
  ) {}

  @Get()
  @NeedsPermission(VIEW)
  async list(@Visiting() { request: { query }, permissions }: ConsoleVisit): Promise<ConsoleAnswer> {
    const search = (query.get('q') ?? '').slice(0, 200);
    const pageIndex = pageIndexOf(query);
    const found = await this.scripts.list({ searchTerm: search, pageIndex, pageSize: PAGE_SIZE });
    const model = {
      search,
      mayEdit: permissions.has(EDIT),
      suspended: this.scripts.suspended(),
      rows: found.items.map(({ json }) => ({
        scriptId: json.scriptId,
        description: json.description,
        number: json.active.number,
        isNewest: json.active.number === json.lastNumber,
        author: json.active.author,
        savedAt: json.active.savedAt,
        href: scriptPath(json.scriptId),
      })),
      ...pagesAround('/scripts', query, pageIndex, found.totalPages),
    };
    return page('scripts/list', { title: 'Scripts', section: '/scripts' }, model);
  }

  @Get('new')
  @NeedsPermission(EDIT)
  openNew(@Visiting() visit: ConsoleVisit): ConsoleAnswer {
    return this.editor.open(newScript(this.scripts, visit));
  }

  @Post('new')
  @NeedsPermission(EDIT)
  @NeedsProof()
  saveNew(@Visiting() visit: ConsoleVisit): Promise<ConsoleAnswer> {
    return this.editor.submit(visit, newScript(this.scripts, visit));
  }

  @Get(':script')
  @NeedsPermission(VIEW)
  async show(
    @Visiting() { request: { query }, permissions }: ConsoleVisit,
    @Param('script') id: string,
  ): Promise<ConsoleAnswer> {
    const { json, version } = foundOr404(await this.scripts.find(id), 'This script');
    const pageIndex = pageIndexOf(query);
    const versions = await this.scripts.versions(id, { pageIndex, pageSize: 20 });
    const history = await this.scripts.history(id, { pageIndex: 0, pageSize: 20 });
    const model = {
      ...json,
      source: json.active.source ?? '',
      usedBy: json.usedBy ?? [],
      version: String(version),
      mayEdit: permissions.has(EDIT),
      paths: {
        edit: scriptPath(id, '/edit'),
        bench: `/script-bench?script=${encodeURIComponent(id)}`,
        rollBack: scriptPath(id, '/rollback'),
        archive: scriptPath(id, '/archive'),
      },
      versions: (versions?.items ?? []).map(({ json: each }) => ({
        ...each,
        isActive: each.number === json.active.number,
        href: scriptPath(id, `/versions/${String(each.number)}`),
        difference:
          each.number > 1
            ? scriptPath(id, `/versions/${String(each.number)}?against=${String(each.number - 1)}`)
            : undefined,
      })),
      events: (history?.items ?? []).map(({ json: each }) => each),
      ...pagesAround(scriptPath(id), query, pageIndex, versions?.totalPages ?? 1),
    };
    return page('scripts/script', { title: id, section: '/scripts', crumbs: CRUMBS }, model);
  }

  @Get(':script/versions/:number')
  @NeedsPermission(VIEW)
  async version(
    @Visiting() { request: { query } }: ConsoleVisit,
    @Param('script') id: string,
    @Param('number') text: string,
  ): Promise<ConsoleAnswer> {
    const number = Number(text);
    const version = foundOr404(
      Number.isSafeInteger(number) ? await this.scripts.version(id, number) : undefined,
      'This version',
    );
    const against = Number(query.get('against') ?? NaN);
    const difference = Number.isSafeInteger(against) ? await this.scripts.difference(id, against, number) : undefined;
    const model = {
      scriptId: id,
      version,
      source: version.source ?? '',
      against: difference?.from,
      lines: difference && differenceLines(difference.difference),
    };
    return page(
      'scripts/version',
      {
        title: `${id}, version ${text}`,
        section: '/scripts',
        crumbs: [...CRUMBS, { label: id, href: scriptPath(id) }],
      },
      model,
    );
  }

  @Get(':script/edit')
  @NeedsPermission(EDIT)
  async openEdit(@Visiting() visit: ConsoleVisit, @Param('script') id: string): Promise<ConsoleAnswer> {
    return this.editor.open(editedScript(this.scripts, visit, foundOr404(await this.scripts.find(id), 'This script')));
  }

  @Post(':script/edit')
  @NeedsPermission(EDIT)
  @NeedsProof()
  async saveEdit(@Visiting() visit: ConsoleVisit, @Param('script') id: string): Promise<ConsoleAnswer> {
    return this.editor.submit(
      visit,
      editedScript(this.scripts, visit, foundOr404(await this.scripts.find(id), 'This script')),
    );
  }

  @Post(':script/rollback')
  @NeedsPermission(EDIT)
  @NeedsProof()
  async rollBack(@Visiting() { form, author }: ConsoleVisit, @Param('script') id: string): Promise<ConsoleAnswer> {
    form.assertOnly((name) => ['_version', 'number', 'comment'].includes(name));
    const comment = form.get('comment');
    const body = { version: Number(form.get('number') ?? 0), ...(comment !== undefined && { comment }) };
    const saved = await this.scripts.rollBack(id, body, { author, ifVersions: [Number(form.get('_version') ?? 0)] });
    if ('script' in saved) return goTo(scriptPath(id), saved.kind === 'unchanged' ? 'unchanged' : 'rolled-back');
    throw refusalPage(saved);
  }

  @Post(':script/archive')
  @NeedsPermission(EDIT)
  @NeedsProof()
  async archive(@Visiting() { form, author }: ConsoleVisit, @Param('script') id: string): Promise<ConsoleAnswer> {
    form.assertOnly((name) => ['_version', 'name'].includes(name));
    if (form.get('name') !== id)
      throw new ConsoleError(422, `Type ${id} exactly as it is, so that nothing is archived by mistake.`);
    const saved = await this.scripts.archive(id, { author, ifVersions: [Number(form.get('_version') ?? 0)] });
    if ('script' in saved) return goTo('/scripts', 'archived');
    throw refusalPage(saved);
  }
}
