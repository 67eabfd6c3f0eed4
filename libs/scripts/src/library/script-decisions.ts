import { isStale, type BasedOn } from '#protocol/administration/based-on';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import { sha256Base64Url } from '#protocol/hash';
import type { ScriptDecision, ScriptWriting, StoredSource } from '../stores/script.store.js';
import type { ScriptEntry, RollbackEntry } from './script-entry.js';

/** What became of a decision. */
export type ScriptStep =
  | { readonly kind: 'created'; readonly fields: readonly string[] }
  | { readonly kind: 'unchanged'; readonly fields: readonly string[] }
  | { readonly kind: 'changed'; readonly fields: readonly string[] }
  | ChangeRefusal;

/** Who decides, and upon what. */
export interface StepOrigin extends BasedOn {
  /** As versions and events name them. */
  readonly author: string;
  /** True: nothing is written, and the outcome is the one that writing would have had. */
  readonly dryRun?: boolean;
}

type Step = ScriptDecision<ScriptStep>;

/** A script as it is to be; one that is there, and not archived, is refused. */
export function creation(current: StoredSource | undefined, entry: ScriptEntry, origin: StepOrigin): Step {
  if (current !== undefined && current.script.archivedAt === undefined)
    return refused('scriptId', 'is the id of another script', 'Choose another one, or change that script');
  const write = newVersion(current, entry, origin, current === undefined ? 'saved' : 'restored');
  return done({ kind: 'created', fields: ['source'] }, write, origin);
}

/** The same of a script that is there: another source is its next version. */
export function replacement(current: StoredSource | undefined, entry: ScriptEntry, origin: StepOrigin): Step {
  if (current === undefined || current.script.archivedAt !== undefined) return { outcome: { kind: 'unknown' } };
  if (isStale(origin, current.script.version)) return { outcome: { kind: 'stale' } };
  const { description, active } = current.script;
  const isOther = { description: description !== entry.description, source: current.source !== entry.source };
  const fields = (['description', 'source'] as const).filter((field) => isOther[field]);
  if (fields.length === 0) return { outcome: { kind: 'unchanged', fields } };
  if (isOther.source) return done({ kind: 'changed', fields }, newVersion(current, entry, origin, 'saved'), origin);
  const write = { description: entry.description, activeNumber: active.number, isArchived: false };
  return done({ kind: 'changed', fields }, write, origin);
}

/** Another version, older or newer, is active from now on. What was between them stays as it is. */
export function rollback(
  current: StoredSource | undefined,
  { number, comment }: Pick<RollbackEntry, 'number' | 'comment'>,
  origin: StepOrigin,
): Step {
  if (current === undefined || current.script.archivedAt !== undefined) return { outcome: { kind: 'unknown' } };
  const { script } = current;
  if (isStale(origin, script.version)) return { outcome: { kind: 'stale' } };
  if (number < 1 || number > script.lastNumber)
    return refused('version', 'is no version of this script', `Give a number from 1 to ${String(script.lastNumber)}`);
  if (number === script.active.number) return { outcome: { kind: 'unchanged', fields: [] } };
  const event = { kind: 'rolled-back', number, comment, author: origin.author } as const;
  const write = { description: script.description, activeNumber: number, isArchived: false, event };
  return done({ kind: 'changed', fields: ['active'] }, write, origin);
}

/** Nobody finds it any more; its versions stay. */
export function archiving(current: StoredSource | undefined, users: readonly string[], origin: StepOrigin): Step {
  if (current === undefined || current.script.archivedAt !== undefined) return { outcome: { kind: 'unknown' } };
  const { script } = current;
  if (isStale(origin, script.version)) return { outcome: { kind: 'stale' } };
  if (users.length > 0)
    return refused('scriptId', `is what ${users.join(', ')} runs`, 'Name another script in its properties first');
  const { number } = script.active;
  const event = { kind: 'archived', number, comment: '', author: origin.author } as const;
  const write = { description: script.description, activeNumber: number, isArchived: true, event };
  return done({ kind: 'changed', fields: ['archivedAt'] }, write, origin);
}

function newVersion(
  current: StoredSource | undefined,
  { description, source, comment }: ScriptEntry,
  { author }: StepOrigin,
  kind: 'saved' | 'restored',
): ScriptWriting {
  const number = (current?.script.lastNumber ?? 0) + 1;
  const added = { source, hash: sha256Base64Url(source) };
  return { description, activeNumber: number, isArchived: false, added, event: { kind, number, comment, author } };
}

function done(outcome: ScriptStep, write: ScriptWriting, { dryRun = false }: StepOrigin): Step {
  return dryRun ? { outcome } : { outcome, write };
}

function refused(field: string, problem: string, remedy: string): Step {
  return { outcome: { kind: 'refused', problems: [{ field, problem, remedy }] } };
}
