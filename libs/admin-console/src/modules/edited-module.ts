import type {
  ModuleAdministration,
  ModuleConflict,
  ModuleWritten,
  VersionedModule,
} from '#module-config/module-administration.port';
import type { PropertyValue } from '#module-config/property-overview.port';
import type { BulkOutcome } from '#protocol/administration/bulk-change';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { JsonObject } from '#protocol/json/json-object';
import type { EditedThing, Saved } from '../editing/edited-thing.js';
import type { FieldSpec } from '../editing/field-spec.js';
import { ConsoleError } from '../http/console-error.js';
import type { ConsoleVisit } from '../visitors/console-visit.js';
import { modulePath } from './module-paths.js';

/** What stands for a stored secret; sent back it keeps it. */
const MASK = '***';

/** What is needed to edit a module. */
export interface ModuleToEdit {
  readonly found: VersionedModule;
  readonly values: readonly PropertyValue[];
  /** Of the keys those that are shown. */
  readonly isShown: (value: PropertyValue) => boolean;
  /** The query that shows these, behind the address of the form. */
  readonly query: string;
}

/** The properties of a module as a thing that is edited: what is not set counts by its default. */
export function editedModule(
  modules: ModuleAdministration,
  visit: Pick<ConsoleVisit, 'author' | 'request'>,
  { found, values, isShown, query }: ModuleToEdit,
): EditedThing {
  const { moduleId, nodeId } = found.module;
  const at = { nodeId, moduleId };
  const stored = Object.fromEntries(found.module.options.map(({ key, value }) => [key, value]));
  const write = async (json: JsonObject, dryRun: boolean, ifVersions: readonly number[] | undefined) =>
    modules.set(
      at,
      { options: optionsOf(json) },
      {
        author: { ...visit.author, answeredBy: visit.request.instance.moduleId },
        ...(ifVersions && { ifVersions }),
        dryRun,
      },
    );
  return {
    head: {
      title: `Settings of ${moduleId}`,
      section: '/modules',
      crumbs: [
        { label: 'Modules', href: '/modules' },
        { label: moduleId, href: modulePath(moduleId) },
      ],
    },
    lead: 'What is saved counts from the next restart of the module. An empty field is at its default.',
    specs: values.filter(isShown).map(fieldOf),
    stored: { json: stored, version: found.version },
    action: `${modulePath(moduleId, '/settings')}${query}`,
    cancel: modulePath(moduleId),
    api: { method: 'PUT', path: `/module-config/${nodeId}/${moduleId}/set` },
    command: 'gatehouse apply entry.json',
    check: async (json, version) => outcomeOf(await write(json, true, version === undefined ? undefined : [version])),
    save: async (json, { ifVersions }) => savedOf(await write(json, false, ifVersions), moduleId),
  };
}

/** The field of a property: in the section of what is set, or of the first part of its key. */
function fieldOf(value: PropertyValue): FieldSpec {
  const {
    key,
    help = 'Not known here: kept as it is, and without effect.',
    unit,
    isSecret,
    origin,
    isReserved,
  } = value;
  const notes = [
    ...(unit === undefined ? [] : [`In ${unit}.`]),
    ...(isReserved === true ? ['By superusers alone.'] : []),
    ...(origin === 'environment' ? ['The environment sets it at the moment, over what is saved here.'] : []),
  ];
  const isLong = (value.value?.length ?? 0) > 120 || key.endsWith('.text');
  return {
    ...{ name: value.writtenAs ?? key, label: key, help: [help, ...notes].join(' ') },
    kind: isSecret ? 'secret' : isLong ? 'long-text' : 'text',
    section: key.includes('.') ? (key.split('.')[0] ?? key) : 'General',
    ...(value.default !== undefined && { absent: value.default === '' ? 'empty' : value.default }),
  };
}

function optionsOf(json: JsonObject): readonly { readonly key: string; readonly value: string }[] {
  return Object.entries(json).map(([key, value]) => ({
    key,
    value: typeof value === 'string' ? value : JSON.stringify(value),
  }));
}

function outcomeOf(written: ModuleWritten | ChangeRefusal | ModuleConflict): BulkOutcome {
  const notes = { unknownFields: [], warnings: [] };
  switch (written.kind) {
    case 'conflict':
      throw new ConsoleError(409, written.reason);
    case 'unknown':
      throw new ConsoleError(404, 'This module is not there any more.');
    case 'stale':
      return { kind: 'stale', ...notes };
    case 'refused':
    case 'forbidden':
      return { kind: written.kind, problems: written.problems.map(atItsField), ...notes };
    case 'unchanged':
      return { kind: 'unchanged', ...notes };
    default:
      return {
        kind: 'changed',
        fields: written.changed,
        version: written.version,
        unknownFields: [],
        warnings: written.warnings.map(warningOf),
      };
  }
}

function savedOf(written: ModuleWritten | ChangeRefusal | ModuleConflict, moduleId: string): Saved {
  if (written.kind === 'conflict') throw new ConsoleError(409, written.reason);
  if (written.kind === 'refused' || written.kind === 'forbidden')
    return { ...written, problems: written.problems.map(atItsField) };
  if (!('module' in written)) return written;
  // That it waits for a restart the page of the module says, with the button for it.
  const warnings = written.warnings.filter((warning) => !warning.startsWith('not in effect before a restart'));
  return { kind: written.kind, at: modulePath(moduleId), warnings: warnings.map(warningOf) };
}

/** `module.<id>.config.<key>` → `<key>`. */
function atItsField(problem: FieldProblem): FieldProblem {
  return { ...problem, field: problem.field.replace(/^module\.[\w-]+\.config\./, '') };
}

function warningOf(warning: string): FieldProblem {
  return { field: '', problem: warning.replace(/\.$/, ''), remedy: '' };
}

/** What is shown of a value; a secret never is. */
export function shownValue({ value, isSecret }: Pick<PropertyValue, 'value' | 'isSecret'>): string | undefined {
  return isSecret && value !== undefined ? MASK : value;
}
