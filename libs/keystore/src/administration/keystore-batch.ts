import type { BulkEntry, BulkNotes, BulkOutcome, BulkRequest } from '#protocol/administration/bulk-change';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { StepOutcome } from './keystore-commands.js';
import { type KeySource, readKeystoreJson } from './keystore-entry.js';
import type { SavedKeystores } from './saved-keystores.js';
import type { KeystoreStore, StoredKeystore } from '../stores/keystore.store.js';

/** Takes over keystores in batches: one after the other, because there are few and each may have keys to be made. */
export class KeystoreBatch {
  constructor(
    private readonly store: Pick<KeystoreStore, 'find'>,
    private readonly saved: SavedKeystores,
  ) {}

  /** The outcomes are in the order of the entries. */
  async upsert(entries: readonly BulkEntry[], request: BulkRequest): Promise<readonly BulkOutcome[]> {
    const outcomes: BulkOutcome[] = [];
    for (const entry of entries) outcomes.push(await this.#one(entry, request));
    return outcomes;
  }

  async #one({ json, expectedVersion }: BulkEntry, { mode, dryRun, author }: BulkRequest): Promise<BulkOutcome> {
    const { entry, problems, ...notes } = readKeystoreJson(json);
    if (problems.length > 0) return { kind: 'refused', problems, ...notes };
    const known = await this.store.find(entry.keystoreId);
    if (expectedVersion !== undefined && expectedVersion !== (known?.version ?? 0)) return { kind: 'stale', ...notes };
    const source = known === undefined ? entry.source : sourceFor(mode, entry.source, known);
    const change = { author, dryRun, ...(known && { ifVersions: [known.version] }) };
    const outcome = await this.saved.save({ ...entry, source }, known ? 'any' : 'new', change);
    const warnings = [...notes.warnings, ...keptWarnings(entry.source, source)];
    return bulkOutcome(outcome, { ...notes, warnings }, known?.version ?? 0);
  }
}

/** An import leaves the keys alone that are there (reference 5.3); a file is read where it lies now. */
function sourceFor(mode: BulkRequest['mode'], source: KeySource, known: StoredKeystore): KeySource {
  if (mode === 'apply' || known.pendingKeys !== undefined) return source;
  if (known.filePath === undefined) return { kind: 'unsaid' };
  return source.kind === 'file' ? source : { kind: 'file', filePath: known.filePath };
}

function keptWarnings(wanted: KeySource, taken: KeySource): readonly FieldProblem[] {
  if (wanted.kind === taken.kind || (wanted.kind !== 'text' && wanted.kind !== 'file')) return [];
  const remedy = 'Replace the keystore, or apply the file, to have other keys';
  return [
    { field: wanted.kind === 'text' ? 'jsonKeys' : 'filePath', problem: 'is not taken: the keys there stay', remedy },
  ];
}

function bulkOutcome(outcome: StepOutcome, notes: BulkNotes, version: number): BulkOutcome {
  if (outcome.kind === 'unknown') return { kind: 'stale', ...notes };
  if (!('fields' in outcome)) return { ...outcome, ...notes };
  const said = { ...notes, warnings: [...notes.warnings, ...outcome.warnings] };
  if (outcome.kind === 'changed') return { kind: 'changed', fields: outcome.fields, version, ...said };
  return { kind: outcome.kind, ...said };
}
