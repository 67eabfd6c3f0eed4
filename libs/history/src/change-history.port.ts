import type { Sql } from '#database/sql.port';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { Page, PageRequest } from '#protocol/administration/page';
import type { JsonObject } from '#protocol/json/json-object';

/** Kinds of things whose versions are kept here; scripts and skins keep their own. */
export const historyKinds = ['client', 'server', 'user', 'keystore', 'module'] as const;

/** One of them. */
export type HistoryKind = (typeof historyKinds)[number];

/** What a history is of. */
export interface HistoryOf {
  readonly kind: HistoryKind;
  /** The module that it belongs to; '' for what belongs to none. */
  readonly moduleId: string;
  /** Its id within the module, compared byte by byte. */
  readonly objectId: string;
}

/** A change that was made. JSON objects never hold a secret, a hash or a key: what is secret is left out of them. */
export interface RecordedChange extends HistoryOf {
  readonly action: 'created' | 'changed' | 'archived';
  /** Names of the fields that are different; empty where all are new. */
  readonly fields: readonly string[];
  /** As it was; absent for what is new. Kept where nothing is known of the thing yet, so that its first change can be taken back. */
  readonly before?: JsonObject;
  readonly after: JsonObject;
}

/** Who changed it, and why. */
export interface ChangeReason {
  readonly author: Pick<ChangeAuthor, 'actor' | 'userPid'>;
  /** At most 500 characters. */
  readonly comment?: string;
}

/** A version of something. */
export interface HistoryEntry {
  /** Rises with every change, of whatever. */
  readonly id: number;
  /** `present`: how it was when its history began. */
  readonly action: RecordedChange['action'] | 'present';
  readonly at: Date;
  readonly actor: string;
  readonly comment?: string;
  readonly fields: readonly string[];
  readonly json: JsonObject;
}

/** Most versions of a thing that are kept; the oldest go first. */
export const MOST_VERSIONS = 100;

/** What administered things were like, version by version. */
export interface ChangeHistory {
  /**
   * Keeps changes inside the transaction that makes them: as many statements for five hundred as for one.
   * @throws DatabaseUnavailableError
   */
  record(sql: Sql, changes: readonly RecordedChange[], reason: ChangeReason): Promise<void>;
  /** Newest first; empty where nothing was changed since histories are kept. */
  list(of: HistoryOf, page: PageRequest): Promise<Page<HistoryEntry>>;
  /** One version of this very thing. */
  find(of: HistoryOf, id: number): Promise<HistoryEntry | undefined>;
}

/** DI token of {@link ChangeHistory}. */
export const CHANGE_HISTORY = Symbol('ChangeHistory');
