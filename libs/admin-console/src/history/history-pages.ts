import { Inject, Injectable } from '@nestjs/common';
import { CHANGE_HISTORY, type ChangeHistory, type HistoryOf } from '#history/change-history.port';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import type { JsonObject } from '#protocol/json/json-object';
import type { SavingOptions } from '../editing/edited-thing.js';
import type { FieldSpec } from '../editing/field-spec.js';
import { goTo, page, type ConsoleAnswer, type PageHead } from '../http/console-answer.js';
import { foundOr404 } from '../http/console-error.js';
import { pageIndexOf, pagesAround } from '../http/list-pages.js';
import { assertDone } from '../http/refused-change.js';
import type { ConsoleVisit } from '../visitors/console-visit.js';
import { entryView, versionDifference } from './history-view.js';

/** Something with a history. */
export interface ThingWithHistory {
  readonly of: HistoryOf;
  readonly name: string;
  readonly section: string;
  /** Links above the page of the thing, and to it. */
  readonly crumbs: NonNullable<PageHead['crumbs']>;
  readonly tabs: readonly object[];
  /** Of the thing's own page, and of its history below it. */
  readonly path: string;
  readonly specs: readonly FieldSpec[];
  readonly stored: { readonly json: JsonObject; readonly version: number };
  /** Fields that are kept in no version. */
  readonly keeps: readonly string[];
  readonly mayRestore: boolean;
  /** The command that saves a version as any change (ruling 52). */
  restore(json: JsonObject, options: SavingOptions): Promise<{ readonly kind: string } | ChangeRefusal>;
}

const PAGE_SIZE = 25;

/** Who changed what, when and why, and the way back (behaviour 10). */
@Injectable()
export class HistoryPages {
  constructor(@Inject(CHANGE_HISTORY) private readonly history: ChangeHistory) {}

  async list(
    { request: { query } }: ConsoleVisit,
    { of, name, section, crumbs, tabs, path }: ThingWithHistory,
  ): Promise<ConsoleAnswer> {
    const pageIndex = pageIndexOf(query);
    const found = await this.history.list(of, { pageIndex, pageSize: PAGE_SIZE });
    const own = `${path}/history`;
    const rows = found.items.map((entry) => entryView(entry, own));
    const model = { name, rows, tabs, ...pagesAround(own, query, pageIndex, found.totalPages) };
    return page('history/list', { title: name, section, crumbs: crumbs.slice(0, -1) }, model);
  }

  async version(
    { of, name, section, crumbs, path, specs, stored, keeps, mayRestore }: ThingWithHistory,
    id: string,
  ): Promise<ConsoleAnswer> {
    const entry = foundOr404(await this.history.find(of, Number(id)), 'This version');
    const now = Object.fromEntries(
      Object.entries(stored.json).filter(([field]) => !keeps.includes(field)),
    ) as JsonObject;
    const model = {
      ...entryView(entry, ''),
      ...{ name, mayRestore, version: String(stored.version), action: `${path}/history/${id}/restore` },
      differences: versionDifference(specs, now, entry.json),
      json: JSON.stringify(entry.json, undefined, 2),
    };
    const trail = [...crumbs, { label: 'History', href: `${path}/history` }];
    return page('history/version', { title: `${name} as it was`, section, crumbs: trail }, model);
  }

  /** What may not be saved any more is refused, as in any change; secrets stay as they are. */
  async restore({ form }: ConsoleVisit, thing: ThingWithHistory, id: string): Promise<ConsoleAnswer> {
    form.assertOnly((name) => ['_version', 'comment'].includes(name));
    const entry = foundOr404(await this.history.find(thing.of, Number(id)), 'This version');
    const comment = form.get('comment') ?? `as it was on ${entry.at.toISOString().slice(0, 10)}`;
    const saved = await thing.restore(entry.json, { comment, ifVersions: [Number(form.get('_version') ?? 0)] });
    assertDone(saved);
    return goTo(thing.path, saved.kind === 'unchanged' ? 'unchanged' : 'restored');
  }
}
