import { Get, Inject, Param, Post } from '@nestjs/common';
import { KEYSTORE_ADMINISTRATION, type KeystoreAdministration } from '#keystore/keystore-administration.port';
import { CLOCK, type Clock } from '#protocol/clock';
import { KEY_LEAD_SECONDS } from '#protocol/keys/key-life';
import { NeedsPermission } from '#route-access/route-access.port';
import { Editor } from '../editing/editor.js';
import { goTo, page, type ConsoleAnswer } from '../http/console-answer.js';
import { ConsoleController } from '../http/console-route.js';
import { ConsoleError, foundOr404 } from '../http/console-error.js';
import { pageIndexOf, pagesAround } from '../http/list-pages.js';
import { NeedsProof } from '../http/needs-proof.js';
import { assertDone } from '../http/refused-change.js';
import { Visiting } from '../http/visiting.js';
import type { ConsoleVisit } from '../visitors/console-visit.js';
import { editedKeystore, newKeystore } from './edited-keystore.js';
import { keyTimeline } from './key-timeline.js';
import { keystorePath } from './keystore-paths.js';

const MANAGE = 'OPENID_CONNECT_MANAGE_KEYSTORES';
const CRUMBS = [{ label: 'Keystores', href: '/keystores' }];
const PAGE_SIZE = 50;
/** Longest time that new keys are published before they sign, in minutes: a week. */
const LONGEST_LEAD = 7 * 24 * 60;

/** Keystores: which keys sign, which verify, and their rotation. Private parts are on no page. */
@ConsoleController('keystores')
export class KeystoresPagesController {
  constructor(
    @Inject(KEYSTORE_ADMINISTRATION) private readonly keystores: KeystoreAdministration,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly editor: Editor,
  ) {}

  @Get()
  @NeedsPermission(MANAGE)
  async list(@Visiting() { request: { query } }: ConsoleVisit): Promise<ConsoleAnswer> {
    const pageIndex = pageIndexOf(query);
    const found = await this.keystores.list({ pageIndex, pageSize: PAGE_SIZE });
    const rows = found.items.map(({ json }) => ({
      keystoreId: json.keystoreId,
      kind: json.kind,
      rotationDays: json.rotationDays === undefined ? undefined : String(json.rotationDays),
      signing: json.keys.filter(({ state }) => state === 'SIGNING').map(({ kid, alg }) => `${alg} ${kid}`),
      problem: json.fileProblem,
      href: keystorePath(json.keystoreId),
    }));
    return page(
      'keystores/list',
      { title: 'Keystores', section: '/keystores' },
      { rows, ...pagesAround('/keystores', query, pageIndex, found.totalPages) },
    );
  }

  @Get('new')
  @NeedsPermission(MANAGE)
  openNew(@Visiting() visit: ConsoleVisit): ConsoleAnswer {
    return this.editor.open(newKeystore(this.keystores, visit));
  }

  @Post('new')
  @NeedsPermission(MANAGE)
  @NeedsProof()
  saveNew(@Visiting() visit: ConsoleVisit): Promise<ConsoleAnswer> {
    return this.editor.submit(visit, newKeystore(this.keystores, visit));
  }

  @Get(':keystore')
  @NeedsPermission(MANAGE)
  async show(@Param('keystore') id: string): Promise<ConsoleAnswer> {
    const { json, version } = await this.find(id);
    const model = {
      ...{
        keystoreId: id,
        kind: json.kind,
        filePath: json.filePath,
        fileProblem: json.fileProblem,
        version: String(version),
      },
      isWaiting: json.jsonKeys !== undefined,
      isFile: json.kind === 'file',
      rotationDays: json.rotationDays === undefined ? undefined : String(json.rotationDays),
      keys: json.keys,
      timeline: keyTimeline(json.keys, this.clock.now()),
      leadMinutes: String(KEY_LEAD_SECONDS / 60),
      paths: {
        edit: keystorePath(id, '/edit'),
        rotate: keystorePath(id, '/rotate'),
        reload: keystorePath(id, '/reload'),
        remove: keystorePath(id, '/remove'),
      },
    };
    return page('keystores/keystore', { title: id, section: '/keystores', crumbs: CRUMBS }, model);
  }

  @Get(':keystore/edit')
  @NeedsPermission(MANAGE)
  async openEdit(@Visiting() visit: ConsoleVisit, @Param('keystore') id: string): Promise<ConsoleAnswer> {
    return this.editor.open(editedKeystore(this.keystores, visit, await this.find(id)));
  }

  @Post(':keystore/edit')
  @NeedsPermission(MANAGE)
  @NeedsProof()
  async saveEdit(@Visiting() visit: ConsoleVisit, @Param('keystore') id: string): Promise<ConsoleAnswer> {
    return this.editor.submit(visit, editedKeystore(this.keystores, visit, await this.find(id)));
  }

  /** New keys after a while, or, where others may have the old ones, at once. */
  @Post(':keystore/rotate')
  @NeedsPermission(MANAGE)
  @NeedsProof()
  async rotate(@Visiting() { form, author }: ConsoleVisit, @Param('keystore') id: string): Promise<ConsoleAnswer> {
    form.assertOnly((name) => ['_version', 'minutes', 'name'].includes(name));
    const change = { author, ifVersions: [Number(form.get('_version') ?? 0)] };
    const name = form.get('name');
    if (name !== undefined && name !== id)
      throw new ConsoleError(422, `Type ${id} exactly as it is. Nothing was changed.`);
    const how = name === id ? { removeOldAtOnce: true } : { leadSeconds: 60 * minutesIn(form.get('minutes') ?? '') };
    assertDone(await this.keystores.rotate(id, { ...change, ...how }));
    return goTo(keystorePath(id), 'rotated');
  }

  @Post(':keystore/reload')
  @NeedsPermission(MANAGE)
  @NeedsProof()
  async reload(@Visiting() { form, author }: ConsoleVisit, @Param('keystore') id: string): Promise<ConsoleAnswer> {
    form.assertOnly(() => false);
    assertDone(await this.keystores.reload(id, author));
    return goTo(keystorePath(id), 'saved');
  }

  @Post(':keystore/remove')
  @NeedsPermission(MANAGE)
  @NeedsProof()
  async remove(@Visiting() { form, author }: ConsoleVisit, @Param('keystore') id: string): Promise<ConsoleAnswer> {
    form.assertOnly((name) => ['_version', 'name'].includes(name));
    if (form.get('name') !== id) throw new ConsoleError(422, `Type ${id} exactly as it is. Nothing was removed.`);
    assertDone(await this.keystores.remove(id, { author, ifVersions: [Number(form.get('_version') ?? 0)] }));
    return goTo('/keystores', 'removed');
  }

  private async find(id: string) {
    return foundOr404(await this.keystores.find(id), 'This keystore');
  }
}

/** @throws ConsoleError 422 — no number of minutes */
function minutesIn(text: string): number {
  const minutes = /^\d{1,5}$/.test(text) ? Number(text) : -1;
  if (minutes >= 0 && minutes <= LONGEST_LEAD) return minutes;
  throw new ConsoleError(422, `Write a number of minutes from 0 to ${String(LONGEST_LEAD)}.`);
}
