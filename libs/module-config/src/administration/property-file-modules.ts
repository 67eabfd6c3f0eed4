import type { BulkEntry, BulkOutcome } from '#protocol/administration/bulk-change';
import type { FieldProblem } from '#protocol/json/json-fields';
import { isJsonObject } from '#protocol/json/json-object';
import { isRedacted } from '#protocol/json/redacted';
import type { ModuleConflict, ModuleRemoval, ModuleRemoved } from '../module-administration.port.js';
import type { StoredModule } from '../stores/stored-module.js';
import type { AdministrationParts } from './administration-parts.js';
import { newModule, nodeWarnings, plannedModule, type PlannedModule } from './planned-module.js';

/** Why modules of a property file that counts are not changed through the server. */
export const IN_THE_FILE: ModuleConflict = {
  kind: 'conflict',
  because: 'property-file',
  reason:
    'The modules of this server are defined in its property file (node.propertysource=PROPERTIES). Edit the file and restart the module, or set ' +
    'node.propertysource=DATABASE to change modules here.',
};

/** Compares entries of a document with the modules of the file: the same are unchanged, others are refused. Why is said once, with the first. */
export function comparedWithFile(
  parts: Pick<AdministrationParts, 'types' | 'source' | 'nodeId'>,
  ofFile: readonly StoredModule[],
  entries: readonly BulkEntry[],
): readonly BulkOutcome[] {
  const outcomes = entries.map(({ json }) => comparedEntry(parts, ofFile, json));
  const first = outcomes.findIndex(({ kind }) => kind === 'refused');
  return outcomes.map((each, index) =>
    each.kind === 'refused' && index === first ? { ...each, problems: [...each.problems, WHY] } : each,
  );
}

/** Refuses to take them away; why is said once. */
export function keptByFile(removals: readonly ModuleRemoval[]): readonly ModuleRemoved[] {
  return removals.map((_, index) =>
    index === 0 ? IN_THE_FILE : { ...IN_THE_FILE, reason: 'It is in the property file.' },
  );
}

const WHY: FieldProblem = { field: '', problem: IN_THE_FILE.reason, remedy: '' };

function comparedEntry(
  parts: Parameters<typeof comparedWithFile>[0],
  ofFile: readonly StoredModule[],
  json: unknown,
): BulkOutcome {
  const moduleId = isJsonObject(json) && typeof json.moduleId === 'string' ? json.moduleId : '';
  const found = ofFile.find((each) => each.moduleId === moduleId);
  // A version tells the one that is there from one that is to be made.
  const before = found === undefined ? newModule(parts.nodeId, moduleId, json) : { ...found, version: 1 };
  const planned = plannedModule(parts, before, json);
  const notes = { unknownFields: planned.unknownFields, warnings: nodeWarnings(planned, parts.nodeId) };
  const problems = [...planned.problems, ...(found === undefined ? [ABSENT] : differences(planned))];
  return problems.length === 0 ? { kind: 'unchanged', ...notes } : { kind: 'refused', problems, ...notes };
}

const ABSENT: FieldProblem = { field: 'moduleId', problem: 'is not in the property file', remedy: '' };

/** What an export left out in the file itself stands for nothing that could be different. */
function differences({ before, changed }: PlannedModule): readonly FieldProblem[] {
  const keys = changed.filter((key) => !isRedacted(before.options.get(key) ?? ''));
  if (keys.length === 0) return [];
  const differ = keys.length === 1 ? 'differs' : 'differ';
  return [{ field: keys.join(', '), problem: `${differ} from the property file`, remedy: '' }];
}
