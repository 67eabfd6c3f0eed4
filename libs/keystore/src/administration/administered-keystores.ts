import {
  type BulkEntry,
  type BulkNotes,
  type BulkOutcome,
  type BulkRequest,
  LARGEST_BATCH,
} from '#protocol/administration/bulk-change';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import { type Page, pageOf, portionOf, type PageRequest } from '#protocol/administration/page';
import type { Clock } from '#protocol/clock';
import { isJsonObject } from '#protocol/json/json-object';
import type { FieldProblem } from '#protocol/json/json-fields';
import { everyKeystore } from './every-keystore.js';
import type { FileKeys } from '../keys/file-keys.js';
import type { KeyRotation } from '../rotation/key-rotation.js';
import type {
  AdministeredKeystore,
  ExportedKeystore,
  KeystoreAdministration,
  KeystoreChange,
  KeystoreRemoval,
  KeystoreSaving,
  RotationRequest,
} from '../keystore-administration.port.js';
import type { KeystoreCommands, StepOutcome } from './keystore-commands.js';
import { readKeystoreJson } from './keystore-entry.js';
import { exportOf, viewOf } from './keystore-view.js';
import type { KeystoreBatch } from './keystore-batch.js';
import type { Expectation, SavedKeystores } from './saved-keystores.js';
import type { KeystoreStore, StoredKeystore } from '../stores/keystore.store.js';

/** What {@link AdministeredKeystores} works with. */
export interface AdministrationParts {
  readonly store: KeystoreStore;
  readonly commands: KeystoreCommands;
  readonly saved: SavedKeystores;
  readonly rotation: KeyRotation;
  readonly batch: KeystoreBatch;
  readonly files: FileKeys;
  /** The database's, by which keys sign and end. */
  readonly clock: Clock;
}

/** {@link KeystoreAdministration}: JSON in, JSON out, around the commands. */
export class AdministeredKeystores implements KeystoreAdministration {
  constructor(private readonly parts: AdministrationParts) {}

  async list(page: PageRequest): Promise<Page<AdministeredKeystore>> {
    const { store } = this.parts;
    const found = await store.list(portionOf(page));
    return pageOf(await Promise.all(found.map((keystore) => this.#view(keystore))), await store.count(), page);
  }

  async find(keystoreId: string): Promise<AdministeredKeystore | undefined> {
    const keystore = await this.parts.store.find(keystoreId);
    return keystore && this.#view(keystore);
  }

  create(json: unknown, author: ChangeAuthor): Promise<KeystoreSaving> {
    return this.#save(json, 'new', { author });
  }

  replace(keystoreId: string, json: unknown, change: KeystoreChange): Promise<KeystoreSaving> {
    return this.#save(isJsonObject(json) ? { keystoreId, ...json } : json, 'known', change, keystoreId);
  }

  remove(keystoreId: string, change: KeystoreChange): Promise<KeystoreRemoval> {
    return this.parts.commands.remove(keystoreId, change);
  }

  async rotate(keystoreId: string, request: RotationRequest): Promise<KeystoreSaving> {
    return this.#saving(keystoreId, await this.parts.rotation.rotate(keystoreId, request));
  }

  async reload(keystoreId: string, author: ChangeAuthor): Promise<KeystoreSaving> {
    return this.#saving(keystoreId, await this.parts.saved.readFileAgain(keystoreId, { author, isForced: true }));
  }

  async *each(): AsyncGenerator<ExportedKeystore> {
    for await (const keystore of everyKeystore(this.parts.store)) yield exportOf(keystore);
  }

  upsert(entries: readonly BulkEntry[], request: BulkRequest): Promise<readonly BulkOutcome[]> {
    if (entries.length > LARGEST_BATCH) throw new RangeError(`More than ${String(LARGEST_BATCH)} keystores at once`);
    return this.parts.batch.upsert(entries, request);
  }

  async #save(
    json: unknown,
    expected: Expectation,
    change: KeystoreChange,
    keystoreId?: string,
  ): Promise<KeystoreSaving> {
    const { entry, problems, ...notes } = readKeystoreJson(json);
    if (keystoreId !== undefined && entry.keystoreId !== keystoreId)
      return { kind: 'refused', problems: [...problems, otherId()] };
    if (problems.length > 0) return { kind: 'refused', problems };
    return this.#saving(entry.keystoreId, await this.parts.saved.save(entry, expected, change), notes);
  }

  async #saving(
    keystoreId: string,
    outcome: StepOutcome,
    { unknownFields, warnings }: BulkNotes = { unknownFields: [], warnings: [] },
  ): Promise<KeystoreSaving> {
    if (!('fields' in outcome)) return outcome;
    const keystore = await this.find(keystoreId);
    if (keystore === undefined) return { kind: 'unknown' };
    const notes = { unknownFields, warnings: [...warnings, ...outcome.warnings] };
    const { kind, fields } = outcome;
    return kind === 'changed' ? { kind, fields, keystore, ...notes } : { kind, keystore, ...notes };
  }

  /** With what is wrong with its file, which this process may not have had to read before. */
  async #view(keystore: StoredKeystore): Promise<AdministeredKeystore> {
    const { clock, files } = this.parts;
    if (keystore.filePath !== undefined) await files.of(keystore);
    const fileProblem = files.problemOf(keystore.keystoreId);
    return viewOf(keystore, { now: clock.now(), ...(fileProblem !== undefined && { fileProblem }) });
  }
}

function otherId(): FieldProblem {
  return { field: 'keystoreId', problem: 'is not the id of the address', remedy: 'Leave it out: ids are not changed' };
}
