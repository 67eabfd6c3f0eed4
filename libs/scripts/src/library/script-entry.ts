import { JsonFields, type FieldProblem } from '#protocol/json/json-fields';
import { sourceWarnings } from '../hints/source-warnings.js';
import { LARGEST_SOURCE } from '../sources/script-sources.js';

/** A script as somebody wants it, and what is wrong with that. */
export interface ScriptEntry {
  readonly scriptId: string;
  readonly description: string;
  readonly source: string;
  readonly comment: string;
  readonly problems: readonly FieldProblem[];
  readonly unknownFields: readonly string[];
}

/** Another version that is to run. */
export interface RollbackEntry extends Pick<ScriptEntry, 'comment' | 'problems' | 'unknownFields'> {
  readonly number: number;
}

/** Comment of a version that came without one, from a document. */
export const IMPORTED = 'imported';

const SCRIPT_ID = /^[A-Za-z0-9_-]{1,100}$/;
const COMMENT = { maxLength: 2_000, multiline: true } as const;
/** What answers show and nobody sends. */
const TOLD = ['active', 'lastNumber', 'usedBy', 'archivedAt'];

/** Whether a script can have the id. */
export function isScriptId(scriptId: string): boolean {
  return SCRIPT_ID.test(scriptId);
}

/** Reads `{scriptId, description, source, comment}`; a script as an answer showed it can be sent back with its `active.source` as `source`. */
export function readScriptJson(json: unknown): ScriptEntry {
  const fields = new JsonFields(json);
  const scriptId = fields.text('scriptId', { maxLength: 100, required: true });
  if (scriptId !== undefined && !isScriptId(scriptId))
    fields.refuse('scriptId', 'is no id of a script', 'Use letters, digits, - and _');
  const description = fields.text('description', { maxLength: 2_000, multiline: true });
  const source = fields.text('source', { maxLength: LARGEST_SOURCE, multiline: true, required: true });
  if (source !== undefined && source.trim() === '') fields.refuse('source', 'is blank', 'Write at least one function');
  if (source !== undefined && Buffer.byteLength(source) > LARGEST_SOURCE)
    fields.refuse('source', 'is longer than 1 MiB', 'Shorten it');
  const comment = fields.text('comment', COMMENT);
  fields.ignore(TOLD);
  return {
    ...{ scriptId: scriptId ?? '', description: description ?? '', source: source ?? '', comment: comment ?? '' },
    ...{ problems: fields.problems(), unknownFields: fields.unknownFields() },
  };
}

/** What of a source that can be saved its author is to know. */
export function entryWarnings(source: string): readonly FieldProblem[] {
  return sourceWarnings(source).map((each) => ({ field: 'source', ...each }));
}

/** Reads `{version, comment}`. */
export function readRollbackJson(json: unknown): RollbackEntry {
  const fields = new JsonFields(json);
  const number = fields.wholeNumber('version');
  if (number === undefined) fields.refuse('version', 'is missing', 'Give the number of the version that is to run');
  const comment = fields.text('comment', COMMENT) ?? '';
  return { number: number ?? 0, comment, problems: fields.problems(), unknownFields: fields.unknownFields() };
}
