import type { EntryKind } from '../entry-kind.js';
import type { EntryLine } from '../exchange-line.js';
import { PlannedVersions } from './planned-versions.js';

/** What a plan remembers of a document and of what is there, so that exactly what was shown is done. */
export class Plan {
  /** Of the entries of the document, in its order. */
  readonly versions = new PlannedVersions();
  private readonly names = new Map<EntryKind, Set<string>>();
  private readonly absent = new Map<EntryKind, Map<string, number>>();

  /** The kinds for which the document is the whole truth: those of which it has an entry. */
  get kinds(): ReadonlySet<EntryKind> {
    return new Set(this.names.keys());
  }

  noteEntry({ kind, name, outcome }: EntryLine): void {
    const names = this.names.get(kind) ?? new Set();
    this.names.set(kind, names.add(comparable(name)));
    if (outcome.kind === 'changed') this.versions.add(outcome.version);
    else this.versions.add(outcome.kind === 'created' ? 0 : undefined);
  }

  /** Whether the document has an entry for what is there. */
  has(kind: EntryKind, name: string): boolean {
    return this.names.get(kind)?.has(comparable(name)) ?? false;
  }

  noteAbsent(kind: EntryKind, name: string, version: number): void {
    const absent = this.absent.get(kind) ?? new Map<string, number>();
    this.absent.set(kind, absent.set(name, version));
  }

  /** Version of something that is to be taken away; absent for what is not. */
  absentVersion(kind: EntryKind, name: string): number | undefined {
    return this.absent.get(kind)?.get(name);
  }
}

/** Names of users may be written in any case: what could be meant by an entry is never taken for missing. */
function comparable(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}
