import type { ChangeFeed } from '#database/change-feed.port';
import { isStale } from '#protocol/administration/based-on';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import { recordedAuthor } from '#protocol/administration/recorded-author';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { KeystoreChange, KeystoreRemoval } from '../keystore-administration.port.js';
import { CLUSTER_MODULE, type KeystoreJournal } from './keystore-journal.js';
import type { KeystoreContent, KeystoreDecision, KeystoreStore, StoredKeystore } from '../stores/keystore.store.js';

/** What is to become of a keystore as it is, which may be that it is refused. */
export type KeystoreStep = (
  current: StoredKeystore | undefined,
  now: Date,
) =>
  | { readonly next: KeystoreContent; readonly fields: readonly string[]; readonly warnings?: readonly FieldProblem[] }
  | ChangeRefusal;

/** Who takes a step, and how. */
export interface StepChange extends KeystoreChange {
  /** What the audit record calls it; absent where it is to say `created` or `updated`. */
  readonly change?: string;
  /** True: nothing is written, and the outcome is the one that writing would have had. */
  readonly dryRun?: boolean;
}

/** What became of a step. */
export type StepOutcome =
  | {
      readonly kind: 'created' | 'changed' | 'unchanged';
      readonly fields: readonly string[];
      readonly warnings: readonly FieldProblem[];
    }
  | ChangeRefusal;

/** Which modules sign tokens or client assertions with a keystore, or would if they ran, by their ids. */
export type KeystoreUsers = (keystoreId: string) => Promise<readonly string[]>;

/** What {@link KeystoreCommands} works with. */
export interface CommandParts {
  readonly store: KeystoreStore;
  readonly changes: ChangeFeed;
  readonly journal: KeystoreJournal;
  readonly usersOf: KeystoreUsers;
}

/**
 * Writes what is decided about keystores, for seeding, console, JSON API and command line alike (ruling 52): decided and written as one step that
 * all processes hear of, then put on record. When it is done, no request to this process finds the keystore as it was.
 */
export class KeystoreCommands {
  constructor(private readonly parts: CommandParts) {}

  async take(keystoreId: string, change: StepChange, step: KeystoreStep): Promise<StepOutcome> {
    const { outcome, kids } = await this.parts.store.change(keystoreId, decision(step, change));
    if (kids === undefined || !('fields' in outcome)) return outcome;
    await this.parts.changes.caughtUp();
    const said = { change: change.change ?? (outcome.kind === 'created' ? 'created' : 'updated') };
    await this.#record(keystoreId, change.author, { ...said, fields: outcome.fields, kids });
    return outcome;
  }

  /** For good, with all its keys; refused while modules name it (F-54). */
  async remove(keystoreId: string, change: KeystoreChange): Promise<KeystoreRemoval> {
    const users = await this.parts.usersOf(keystoreId);
    const outcome = await this.parts.store.change<KeystoreRemoval>(keystoreId, (current) => {
      if (current === undefined) return { outcome: { kind: 'unknown' } };
      if (isStale(change, current.version)) return { outcome: { kind: 'stale' } };
      return users.length > 0
        ? { outcome: { kind: 'refused', problems: [inUse(users)] } }
        : { outcome: { kind: 'removed' }, write: 'removal' };
    });
    if (outcome.kind !== 'removed') return outcome;
    await this.parts.changes.caughtUp();
    await this.#record(keystoreId, change.author, { change: 'removed' });
    return outcome;
  }

  #record(keystoreId: string, author: ChangeAuthor, detail: object): Promise<void> {
    return this.parts.journal.record({
      ...{ moduleId: CLUSTER_MODULE, kind: 'KEYSTORE_CHANGE', outcome: 'success' },
      ...recordedAuthor(author),
      detail: { keystoreId, ...detail, actor: author.actor },
    });
  }
}

interface Decided {
  readonly outcome: StepOutcome;
  /** The keys there are now; absent where nothing was written. */
  readonly kids?: readonly string[];
}

function decision(step: KeystoreStep, change: StepChange): KeystoreDecision<Decided> {
  return (current, now) => {
    if (current !== undefined && isStale(change, current.version)) return { outcome: { outcome: { kind: 'stale' } } };
    const taken = step(current, now);
    if (!('next' in taken)) return { outcome: { outcome: taken } };
    const { next, fields, warnings = [] } = taken;
    const kind = current === undefined ? 'created' : fields.length === 0 ? 'unchanged' : 'changed';
    const outcome = { kind, fields, warnings } as const;
    if (kind === 'unchanged' || change.dryRun === true) return { outcome: { outcome } };
    return { outcome: { outcome, kids: next.keys.map(({ kid }) => kid) }, write: next };
  };
}

function inUse(users: readonly string[]): FieldProblem {
  const problem = `is what ${users.join(', ')} signs with`;
  const properties = 'openid.signing.keystore_id or client_authentication.keystore_id';
  return { field: 'keystoreId', problem, remedy: `Name another keystore in ${properties} first` };
}
