import type { BasedOn } from '#protocol/administration/based-on';
import type { BulkEntry, BulkNotes, BulkOutcome, BulkRequest } from '#protocol/administration/bulk-change';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import type { Page, PageRequest } from '#protocol/administration/page';
import type { JsonObject } from '#protocol/json/json-object';
import type { KeyState } from '#protocol/keys/key-life';

/** Where the keys of a keystore come from: made here, given as text, or read from a file (reference 14.4). */
export type KeystoreKind = 'generated' | 'text' | 'file';

/** One key as administrators see it; times are ISO 8601 with milliseconds and offset. */
export interface KeyJson {
  readonly kid: string;
  readonly alg: string;
  readonly state: KeyState;
  /** Absent for a public key, which never signs. */
  readonly signsFrom?: string;
  /** When the last token signed with it has expired and it goes; absent where it stays as long as it stands in its set. */
  readonly verifiesUntil?: string;
}

/** A keystore as administrators see it: the product's fields (reference 12) and ours, private parts never. */
export interface KeystoreJson {
  readonly keystoreId: string;
  /** Of a keystore of kind `file` alone. */
  readonly filePath?: string;
  readonly kind: KeystoreKind;
  /** Days between two rotations; absent = never by itself. */
  readonly rotationDays?: number;
  /** Only while the keys are still to come, such as `#{env['X']}`: the reference in their place. Until then the keystore cannot sign. */
  readonly jsonKeys?: string;
  /** What keeps this process from reading the file anew, as a sentence; it goes on with the keys it read before. */
  readonly fileProblem?: string;
  readonly keys: readonly KeyJson[];
}

/** A keystore in one version. */
export interface AdministeredKeystore {
  readonly json: KeystoreJson;
  readonly version: number;
}

/** What became of a keystore that was to be saved; `unchanged` wrote nothing. */
export type KeystoreSaving =
  | (BulkNotes & { readonly kind: 'created' | 'unchanged'; readonly keystore: AdministeredKeystore })
  | (BulkNotes & {
      readonly kind: 'changed';
      /** Names of the fields that are different now; `keys` where other keys are published. */
      readonly fields: readonly string[];
      readonly keystore: AdministeredKeystore;
    })
  | ChangeRefusal;

/** What became of a keystore that was to be removed. */
export type KeystoreRemoval = { readonly kind: 'removed' } | ChangeRefusal;

/** Who changes a keystore, and what the change starts from. */
export interface KeystoreChange extends BasedOn {
  readonly author: ChangeAuthor;
}

/** How keys are replaced by new ones. */
export interface RotationRequest extends KeystoreChange {
  /** Seconds for which the new keys are published before they sign; absent = {@link KEY_LEAD_SECONDS}. */
  readonly leadSeconds?: number;
  /** For keys that others may have: the old ones go now, with all tokens they signed, and the new ones sign at once. */
  readonly removeOldAtOnce?: boolean;
}

/**
 * The keystores of the deployment, for the JSON API, the console and the command line (ruling 52). Bodies are parsed JSON of any kind, read as
 * leniently as a seed file; `filePath` wins over `jsonKeys`, and with neither of them keys are generated. Keys that are added to a keystore that
 * signs are published for {@link KEY_LEAD_SECONDS} before they sign.
 */
export interface KeystoreAdministration {
  /** By id. */
  list(page: PageRequest): Promise<Page<AdministeredKeystore>>;
  find(keystoreId: string): Promise<AdministeredKeystore | undefined>;
  /** `refused` also when the id is taken. */
  create(json: unknown, author: ChangeAuthor): Promise<KeystoreSaving>;
  /** Takes the whole object; without `jsonKeys`, or with masked ones, the keys there are stay. Reads a file anew. */
  replace(keystoreId: string, json: unknown, change: KeystoreChange): Promise<KeystoreSaving>;
  /** For good; `refused` while a module names it, whether that runs or not (F-54). */
  remove(keystoreId: string, change: KeystoreChange): Promise<KeystoreRemoval>;
  /** New keys of the same algorithms; `refused` for a file, which is edited instead. */
  rotate(keystoreId: string, request: RotationRequest): Promise<KeystoreSaving>;
  /** Has every process read the keystore's file anew; `unchanged` for other kinds. */
  reload(keystoreId: string, author: ChangeAuthor): Promise<KeystoreSaving>;
  /** Everything as an export has it, by id, read in portions: keys by reference, nothing that the server computes. */
  each(): AsyncIterable<ExportedKeystore>;
  /**
   * Creates or replaces at most `LARGEST_BATCH` keystores. One that is refused does not keep the others from being saved.
   * @throws RangeError more of them
   */
  upsert(entries: readonly BulkEntry[], request: BulkRequest): Promise<readonly BulkOutcome[]>;
}

/** A keystore as an export has it. */
export interface ExportedKeystore {
  readonly keystoreId: string;
  /** `{keystoreId, generated | jsonKeys | filePath, rotationDays}`; `jsonKeys` is a reference such as `#{env['GATEHOUSE_KEYSTORE__DEFAULT']}`. */
  readonly json: JsonObject;
  readonly version: number;
}

/** DI token of {@link KeystoreAdministration}. */
export const KEYSTORE_ADMINISTRATION = Symbol('KeystoreAdministration');
