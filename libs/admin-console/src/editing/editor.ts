import { Injectable } from '@nestjs/common';
import type { FieldProblem } from '#protocol/json/json-fields';
import { isJsonObject, type JsonObject } from '#protocol/json/json-object';
import { goTo, page, type ConsoleAnswer } from '../http/console-answer.js';
import { ConsoleError } from '../http/console-error.js';
import { hiddenFields } from '../http/hidden-fields.js';
import type { ConsoleVisit } from '../visitors/console-visit.js';
import { apiCallOf } from './api-call.js';
import { differenceViews } from './difference-view.js';
import type { EditedThing, Saved } from './edited-thing.js';
import { formSections, problemSummary, type FieldRemarks } from './form-view.js';
import { isFieldOf, jsonOf, postedValues, valuesOf, type FormValues } from './form-values.js';
import { mergeValues } from './merge-values.js';

/** Fields of the form that are none of the thing's. */
const OWN_FIELDS = ['_step', '_version', '_base', '_comment'];
/** Longest reason of a change, in characters. */
const LONGEST_COMMENT = 500;
/** Longest `_base`: a form without it merges nothing and starts from what is there. */
const LONGEST_BASE = 100_000;

/** Where somebody is in an edit: version and values that the form was opened with. */
interface Opened {
  readonly version: number | undefined;
  readonly base: FormValues;
}

/**
 * Editing by a form: the form, a look at what would change, and saving, each a page of its own that works without scripts. Whatever is refused shows
 * the form again with everything that was filled in.
 */
@Injectable()
export class Editor {
  /** The form as it is opened. */
  open(thing: EditedThing): ConsoleAnswer {
    const values = valuesOf(thing.specs, thing.stored?.json ?? thing.preset ?? {});
    return formPage(thing, { version: thing.stored?.version, base: values }, values);
  }

  /** What was sent: to be looked at (`_step=review`), changed once more (`edit`) or saved (`save`). */
  async submit(visit: ConsoleVisit, thing: EditedThing): Promise<ConsoleAnswer> {
    const { form } = visit;
    form.assertOnly((name) => OWN_FIELDS.includes(name) || isFieldOf(thing.specs, name));
    const values = postedValues(thing.specs, form);
    const opened = openedBy(form.get('_version'), form.get('_base'));
    const json = jsonOf(thing.specs, values, withoutSecrets(thing.stored?.json ?? thing.preset ?? {}));
    if (thing.stored !== undefined && opened.version !== thing.stored.version) return mergePage(thing, opened, values);
    switch (form.get('_step')) {
      case 'save':
        return this.save(visit, thing, opened, values, json);
      case 'edit':
        return formPage(thing, opened, values);
      default:
        return this.review(visit, thing, opened, values, json);
    }
  }

  private async review(
    { form }: ConsoleVisit,
    thing: EditedThing,
    opened: Opened,
    values: FormValues,
    json: JsonObject,
  ): Promise<ConsoleAnswer> {
    const before = withoutSecrets(thing.stored?.json ?? {});
    const outcome = await thing.check(json, thing.stored?.version ?? 0);
    if (outcome.kind === 'refused' || outcome.kind === 'forbidden')
      return formPage(thing, opened, values, { problems: outcome.problems }, 422);
    if (outcome.kind === 'stale') return mergePage(thing, opened, values);
    if (outcome.kind === 'unchanged') return goTo(thing.cancel, 'unchanged');
    const fields = outcome.kind === 'changed' ? outcome.fields : Object.keys(json);
    const notes = (await thing.effects?.(before, json, fields)) ?? [];
    const model = {
      action: thing.action,
      cancel: thing.cancel,
      isNew: thing.stored === undefined,
      differences: differenceViews(thing.specs, before, json, fields),
      warnings: 'warnings' in outcome ? outcome.warnings.map(sentenceOf) : [],
      effects: notes,
      fields: hiddenFields(form).filter(({ name }) => name !== '_step' && name !== '_comment'),
      comment: form.get('_comment') ?? '',
      call: apiCallOf(thing.api, json, thing.stored?.version),
      command: thing.command,
    };
    return page('editing/review', { ...thing.head, title: `Review: ${thing.head.title}` }, model);
  }

  private async save(
    { form }: ConsoleVisit,
    thing: EditedThing,
    opened: Opened,
    values: FormValues,
    json: JsonObject,
  ): Promise<ConsoleAnswer> {
    const comment = form.get('_comment')?.trim() ?? '';
    if (comment.length > LONGEST_COMMENT) throw new ConsoleError(400, 'The reason is longer than 500 characters.');
    const saved = await thing.save(json, {
      ...(opened.version !== undefined && { ifVersions: [opened.version] }),
      ...(comment !== '' && { comment }),
    });
    return answerTo(thing, saved, opened, values);
  }
}

function answerTo(thing: EditedThing, saved: Saved, opened: Opened, values: FormValues): ConsoleAnswer {
  switch (saved.kind) {
    case 'refused':
    case 'forbidden':
      return formPage(thing, opened, values, { problems: saved.problems }, 422);
    case 'stale':
      return mergePage(thing, opened, values);
    case 'unknown':
      throw new ConsoleError(404, 'It is not there any more: somebody removed or archived it.');
    default: {
      const { generated, warnings, at, kind } = saved;
      if (generated === undefined && warnings.length === 0) return goTo(at, kind === 'changed' ? 'saved' : kind);
      const model = { at, generated, warnings: warnings.map(sentenceOf), isSaved: kind !== 'unchanged' };
      return page('editing/saved', { ...thing.head, title: `Saved: ${thing.head.title}` }, model);
    }
  }
}

function formPage(
  thing: EditedThing,
  opened: Opened,
  values: FormValues,
  remarks: FieldRemarks & { readonly isMerge?: boolean } = {},
  status = 200,
): ConsoleAnswer {
  const model = {
    action: thing.action,
    cancel: thing.cancel,
    lead: thing.lead,
    isNew: thing.stored === undefined,
    isMerge: remarks.isMerge === true,
    version: opened.version === undefined ? '' : String(opened.version),
    base: JSON.stringify(opened.base),
    sections: formSections(thing.specs, values, remarks),
    problems: problemSummary(thing.specs, remarks.problems ?? []),
  };
  return page('editing/form', thing.head, model, { status });
}

/** Somebody else saved meanwhile: both are shown, and what is sent next starts from theirs. */
function mergePage(thing: EditedThing, { base }: Opened, mine: FormValues): ConsoleAnswer {
  const theirs = valuesOf(thing.specs, thing.stored?.json ?? {});
  const { values, notes } = mergeValues(thing.specs, base, mine, theirs);
  return formPage(thing, { version: thing.stored?.version, base: theirs }, values, { notes, isMerge: true }, 409);
}

function openedBy(version: string | undefined, base: string | undefined): Opened {
  return {
    version: version !== undefined && /^\d{1,15}$/.test(version) ? Number(version) : undefined,
    base: base === undefined || base.length > LONGEST_BASE ? {} : readBase(base),
  };
}

function readBase(text: string): FormValues {
  try {
    const read: unknown = JSON.parse(text);
    if (!isJsonObject(read)) return {};
    return Object.fromEntries(
      Object.entries(read).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch {
    return {};
  }
}

/** Secrets have pages of their own; without the member a change leaves them as they are. */
function withoutSecrets(json: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(json).filter(([name]) => name !== 'clientSecrets'));
}

function sentenceOf({ field, problem, remedy }: FieldProblem): string {
  return [`${field} ${problem}.`, remedy === '' ? '' : `${remedy}.`].join(' ').trim();
}
