import { Inject, Injectable } from '@nestjs/common';
import {
  requireBatchSize,
  type BulkEntry,
  type BulkNotes,
  type BulkOutcome,
  type BulkRequest,
} from '#protocol/administration/bulk-change';
import { ScriptsBusyError } from '#module-config/script-check.port';
import { SCRIPT_STORE, type ScriptStore } from '../stores/script.store.js';
import { creation, replacement } from './script-decisions.js';
import { reservedTo } from './reserved-to.js';
import { entryWarnings, IMPORTED, readScriptJson, type ScriptEntry } from './script-entry.js';
import { SourceJudgement, type JudgedSource } from './source-judgement.js';
import { ScriptWriter } from './script-writer.js';

/** Scripts that come in numbers: from an export or a declared state. */
@Injectable()
export class ScriptImport {
  constructor(
    @Inject(SCRIPT_STORE) private readonly store: ScriptStore,
    private readonly judgement: SourceJudgement,
    private readonly writer: ScriptWriter,
  ) {}

  /** @throws RangeError more than `LARGEST_BATCH` of them */
  async importBatch(entries: readonly BulkEntry[], request: BulkRequest): Promise<readonly BulkOutcome[]> {
    requireBatchSize(entries);
    const outcomes: BulkOutcome[] = [];
    const seen = new Set<string>();
    for (const each of entries) {
      const entry = withoutRepetition(commented(readScriptJson(each.json)), seen);
      const outcome = await this.importOne(entry, each, request);
      const ofSource = outcome.kind === 'created' || outcome.kind === 'changed' ? entryWarnings(entry.source) : [];
      const warnings = [...ofSource, ...(outcome.warnings ?? [])];
      outcomes.push({ ...outcome, unknownFields: entry.unknownFields, warnings });
    }
    return outcomes;
  }

  private async importOne(
    entry: ScriptEntry,
    { expectedVersion }: BulkEntry,
    { author, dryRun }: BulkRequest,
  ): Promise<Outcome> {
    const reserved = reservedTo(author);
    if (reserved !== undefined) return reserved;
    if (entry.problems.length > 0) return { kind: 'refused', problems: entry.problems };
    const found = await this.store.find(entry.scriptId);
    const before = found?.script.archivedAt === undefined ? found?.script : undefined;
    const current = before && found?.source;
    const judged = await this.judgement.judge(entry, { author, current, dryRun }).catch(laterOne);
    if (judged.kind === 'refused') return judged;
    const { warnings } = judged;
    if (expectedVersion !== undefined && expectedVersion !== (before?.version ?? 0)) return { kind: 'stale' };
    const change = { author, dryRun, ...(before && { ifVersions: [before.version] }) };
    const { step } = await this.writer.take(entry.scriptId, change, (current, origin) =>
      before === undefined ? creation(current, entry, origin) : replacement(current, entry, origin),
    );
    switch (step.kind) {
      case 'changed':
        return { kind: 'changed', fields: step.fields, version: before?.version ?? 0, warnings };
      case 'created':
      case 'unchanged':
        return { kind: step.kind, warnings };
      // Somebody else made or archived it meanwhile.
      case 'unknown':
        return { kind: 'stale' };
      default:
        return step;
    }
  }
}

/** An outcome without what is told of the entry as it was read. */
type Outcome = BulkOutcome extends infer Union
  ? Union extends unknown
    ? Omit<Union, 'unknownFields' | 'warnings'> & Partial<Pick<BulkNotes, 'warnings'>>
    : never
  : never;

/** One of many that could not be looked at does not keep the others from being saved. */
function laterOne(error: unknown): JudgedSource {
  if (!(error instanceof ScriptsBusyError)) throw error;
  const remedy = 'Import it again in a few seconds';
  return { kind: 'refused', problems: [{ field: 'source', problem: 'could not be checked now', remedy }] };
}

function commented(entry: ScriptEntry): ScriptEntry {
  return entry.comment === '' ? { ...entry, comment: IMPORTED } : entry;
}

function withoutRepetition(entry: ScriptEntry, seen: Set<string>): ScriptEntry {
  if (!seen.has(entry.scriptId)) {
    seen.add(entry.scriptId);
    return entry;
  }
  const repeated = { field: 'scriptId', problem: 'came before', remedy: 'Keep one of the two' };
  return { ...entry, problems: [...entry.problems, repeated] };
}
