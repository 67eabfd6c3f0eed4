import { isUnlimited } from '#protocol/administration/author-problems';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { KeyMaterials } from '../keys/key-material.js';
import type { KeystoreChange } from '../keystore-administration.port.js';
import type { KeystoreCommands, KeystoreStep, StepChange, StepOutcome } from './keystore-commands.js';
import { abandonedKids, generatedKeystore, withKeySet } from './keystore-decisions.js';
import type { KeystoreEntry, KeySource } from './keystore-entry.js';
import type { SealedKey } from '../keys/sealed-key.js';
import type { KeystoreContent, KeystoreStore, StoredKeystore } from '../stores/keystore.store.js';

/** What a keystore that is saved has to be before: there, not there, or either. */
export type Expectation = 'new' | 'known' | 'any';

interface Prepared {
  readonly keys?: readonly SealedKey[];
  readonly warnings: readonly FieldProblem[];
}

/** Creates keystores and replaces what they hold. The keys are made and checked first, so that nothing waits for that under a lock. */
export class SavedKeystores {
  constructor(
    private readonly store: Pick<KeystoreStore, 'find'>,
    private readonly commands: KeystoreCommands,
    private readonly materials: KeyMaterials,
  ) {}

  async save(entry: KeystoreEntry, expected: Expectation, change: StepChange): Promise<StepOutcome> {
    const known = await this.store.find(entry.keystoreId);
    if (known === undefined && expected === 'known') return { kind: 'unknown' };
    const reserved = reservedProblems(entry, known, change);
    if (reserved.length > 0) return { kind: 'forbidden', problems: reserved };
    const problems = known ? sourceProblems(entry.source, known) : [];
    if (problems.length > 0) return { kind: 'refused', problems };
    const prepared = await this.#prepare(entry, known);
    if ('problems' in prepared) return { kind: 'refused', problems: prepared.problems };
    const outcome = await this.commands.take(entry.keystoreId, change, stepOf(entry, expected, prepared.keys));
    return 'warnings' in outcome ? { ...outcome, warnings: [...prepared.warnings, ...outcome.warnings] } : outcome;
  }

  /**
   * Takes what stands in the file of a keystore now; `unchanged` for other kinds.
   * @param isForced has every process read the file anew, also where this one finds the keys that are known
   */
  async readFileAgain(
    keystoreId: string,
    { isForced, ...change }: KeystoreChange & { readonly isForced: boolean },
  ): Promise<StepOutcome> {
    const known = await this.store.find(keystoreId);
    if (known === undefined) return { kind: 'unknown' };
    if (known.filePath === undefined) return { kind: 'unchanged', fields: [], warnings: [] };
    const source = { kind: 'file', filePath: known.filePath } as const;
    const read = await this.materials.given(keystoreId, source);
    if ('problems' in read) return { kind: 'refused', problems: read.problems };
    return this.commands.take(keystoreId, change, (current, now) => {
      if (current?.filePath !== source.filePath) return { kind: 'stale' };
      const next = withKeySet(current, { ...source, keys: read.keys }, now);
      const fields = isForced || next.keys !== current.keys ? ['keys'] : [];
      return { next, fields, warnings: [...read.warnings, ...abandonedWarnings(current, next, now)] };
    });
  }

  async #prepare(
    { keystoreId, source }: KeystoreEntry,
    known: StoredKeystore | undefined,
  ): Promise<Prepared | { readonly problems: readonly FieldProblem[] }> {
    if (source.kind === 'text' || source.kind === 'file') return this.materials.given(keystoreId, source);
    if (source.kind === 'pending') return { warnings: known?.keys.length ? [] : [pendingWarning(source.reference)] };
    if (known) return { warnings: [] };
    const warnings = source.kind === 'unsaid' && source.isMasked === true ? [maskedWarning()] : [];
    return { keys: await this.materials.generated(keystoreId), warnings };
  }
}

function stepOf(entry: KeystoreEntry, expected: Expectation, keys: readonly SealedKey[] | undefined): KeystoreStep {
  return (current, now) => {
    if (current !== undefined && expected === 'new') return { kind: 'refused', problems: [taken(entry.keystoreId)] };
    if (current === undefined && expected === 'known') return { kind: 'unknown' };
    // Whoever removed it a moment ago made these keys superfluous; whoever created it made others.
    if (current === undefined && keys === undefined && entry.source.kind !== 'pending') return { kind: 'stale' };
    const { rotationDays: _days, ...filled } = filledWith(entry, current, { keys: keys ?? [], now });
    const next = { ...filled, ...(entry.rotationDays !== undefined && { rotationDays: entry.rotationDays }) };
    if (current === undefined) return { next, fields: [] };
    return { next, fields: changedFields(current, next), warnings: abandonedWarnings(current, next, now) };
  };
}

function filledWith(
  { keystoreId, source }: KeystoreEntry,
  current: StoredKeystore | undefined,
  { keys, now }: { readonly keys: readonly SealedKey[]; readonly now: Date },
): KeystoreContent {
  const before = current ?? { keystoreId, kind: 'text', keys: [] };
  switch (source.kind) {
    case 'text':
    case 'file':
      return withKeySet(before, { ...source, keys }, now);
    case 'pending':
      return before.keys.length > 0 ? before : { ...before, pendingKeys: source.reference };
    default:
      return current ?? generatedKeystore(keystoreId, keys, now);
  }
}

/** Names as the JSON has them. */
function changedFields(before: KeystoreContent, next: KeystoreContent): readonly string[] {
  const fields = {
    kind: before.kind !== next.kind,
    filePath: before.filePath !== next.filePath,
    jsonKeys: before.pendingKeys !== next.pendingKeys,
    rotationDays: before.rotationDays !== next.rotationDays,
    keys: before.keys !== next.keys,
  };
  return Object.entries(fields).flatMap(([name, isChanged]) => (isChanged ? [name] : []));
}

/**
 * Whoever gives a keystore its keys can sign whatever it signs, and gives everybody what they do not hold themselves (V-100); which files of the machine
 * the server reads is for whoever runs it to say (S-05).
 */
function reservedProblems(
  { source }: KeystoreEntry,
  known: StoredKeystore | undefined,
  { author }: KeystoreChange,
): readonly FieldProblem[] {
  if (isUnlimited(author) || source.kind === 'unsaid' || source.kind === 'generated') return [];
  if (source.kind === 'file' && source.filePath === known?.filePath) return [];
  const remedy = 'Leave it out, and the server makes the keys; or let somebody give them who has ROLE_SUPERUSER';
  return [
    { field: source.kind === 'file' ? 'filePath' : 'jsonKeys', problem: 'gives the server keys to sign with', remedy },
  ];
}

function sourceProblems({ kind }: KeySource, known: StoredKeystore): readonly FieldProblem[] {
  if (kind === 'unsaid' && known.kind === 'file') {
    const remedy = 'Give filePath, or jsonKeys with the keys that are to take its place';
    return [{ field: 'filePath', problem: 'is missing, and without it there are no keys', remedy }];
  }
  if (kind !== 'generated' || known.kind === 'generated') return [];
  const remedy = known.kind === 'text' ? 'Rotate it: new keys then come first' : 'Create another keystore';
  return [{ field: 'generated', problem: `cannot be said of a keystore of kind ${known.kind}`, remedy }];
}

function abandonedWarnings(before: KeystoreContent, next: KeystoreContent, now: Date): readonly FieldProblem[] {
  const kids = abandonedKids(before.keys, next.keys, now);
  if (kids.length === 0) return [];
  const problem = `no longer has ${kids.join(', ')}: tokens signed with it are refused from now on`;
  return [
    { field: 'keys', problem, remedy: 'Keep the previous key behind the first one until its tokens have expired' },
  ];
}

function pendingWarning(reference: string): FieldProblem {
  const remedy = 'Set the variable and import the keystore again, or give the keys';
  return { field: 'jsonKeys', problem: `waits for ${reference}: until then nothing is signed with it`, remedy };
}

/** Whoever takes over an export that hides its keys is to know that these are others. */
function maskedWarning(): FieldProblem {
  const problem = 'is masked, so that new keys were made: nobody who knows the others can verify what these sign';
  return { field: 'jsonKeys', problem, remedy: 'Give the keys themselves, or say "generated": true' };
}

function taken(keystoreId: string): FieldProblem {
  return { field: 'keystoreId', problem: `"${keystoreId}" is the id of another keystore`, remedy: 'Choose another id' };
}
