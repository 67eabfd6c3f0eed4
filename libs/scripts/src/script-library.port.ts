import type { BasedOn } from '#protocol/administration/based-on';
import type { BulkEntry, BulkNotes, BulkOutcome, BulkRequest } from '#protocol/administration/bulk-change';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import type { Page, PageRequest } from '#protocol/administration/page';
import type { JsonObject } from '#protocol/json/json-object';

/** One version of a script as administrators see it; it never changes. Times are ISO 8601 with milliseconds and offset. */
export interface ScriptVersionJson {
  /** Counted from 1. */
  readonly number: number;
  /** Of the source as UTF-8, base64url. */
  readonly sha256: string;
  readonly comment?: string;
  /** Who saved it. */
  readonly author: string;
  readonly savedAt: string;
  /** Only where one version is asked for. */
  readonly source?: string;
}

/** What is different between two versions of a script. */
export interface ScriptDifferenceJson {
  readonly from: number;
  readonly to: number;
  /** In the unified format; empty where the sources are equal. */
  readonly difference: string;
}

/** What happened to a script: `saved`, `rolled-back`, `archived`, `restored`; the version is the one that was active from then on. */
export interface ScriptEventJson {
  readonly kind: string;
  readonly number: number;
  readonly comment?: string;
  readonly author: string;
  readonly at: string;
}

/** A script of the library as administrators see it, with its active version. */
export interface ScriptJson {
  readonly scriptId: string;
  readonly description?: string;
  /** The version that runs. */
  readonly active: ScriptVersionJson;
  /** Number of the newest version, which another one than the active may be. */
  readonly lastNumber: number;
  /** Modules that name it, by their ids. Only where one script is asked for. */
  readonly usedBy?: readonly string[];
  readonly archivedAt?: string;
}

/** A script in one state. */
export interface AdministeredScript {
  readonly json: ScriptJson;
  /** Rises with every change; its entity tag. */
  readonly version: number;
}

/** What became of a script that was to be changed; `unchanged` wrote nothing. */
export type ScriptSaving =
  | (BulkNotes & { readonly kind: 'created' | 'unchanged'; readonly script: AdministeredScript })
  | (BulkNotes & {
      readonly kind: 'changed';
      /** Names of the fields that are different now. */
      readonly fields: readonly string[];
      readonly script: AdministeredScript;
    })
  | ChangeRefusal;

/** Who changes a script, and what the change starts from. */
export interface ScriptChange extends BasedOn {
  readonly author: ChangeAuthor;
}

/** Why a source cannot be loaded, and where; both counted from 1. */
export interface SourceProblem {
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
  /** Nobody could say now: another try may find nothing. */
  readonly isUnsure?: true;
  /** Of these: too many runs were waiting. */
  readonly isBusy?: true;
}

/** What came of a look at a source. */
export interface SourceVerdict {
  /** Why it could not be saved; empty = it could. */
  readonly problems: readonly SourceProblem[];
  /** What of it is not here, or is called by nobody. It could be saved all the same. */
  readonly warnings: readonly Pick<SourceProblem, 'message' | 'line' | 'column'>[];
}

/** Which scripts are wanted. */
export interface ScriptSearch extends PageRequest {
  /** Words of id or description. Empty = all. */
  readonly searchTerm?: string;
}

/** A script as an export has it: `{scriptId, description, source, comment}` of the active version. */
export interface ExportedScript {
  readonly scriptId: string;
  readonly version: number;
  readonly json: JsonObject;
}

/** A script that is left alone for a while, since it broke its limits again and again. */
export interface SuspendedScriptJson {
  readonly moduleId: string;
  readonly name: string;
  /** Of the source, base64url. */
  readonly sha256: string;
  /** Of a script of the library. */
  readonly version?: number;
  readonly until: string;
}

/**
 * Scripts that are kept in the database, for the JSON API, the console and the command line (ruling 52). Properties name them as `library:<id>`.
 * Bodies are parsed JSON of any kind: `{scriptId, description, source, comment}`. Every save of another source is a new version, which is active from
 * then on; no version is ever changed or removed. Scripts decide who gets what, so that only who may do everything changes them (V-100). What cannot
 * be loaded is `refused` with line and column, and never kept. So is what a module that names the script could not be saved with.
 */
export interface ScriptLibrary {
  /** By id, without those that are archived and without sources. */
  list(search: ScriptSearch): Promise<Page<AdministeredScript>>;
  /** With the source of the active version. */
  find(scriptId: string): Promise<AdministeredScript | undefined>;
  /** Also brings an archived script of the id back, as its next version. @throws ScriptsBusyError */
  create(json: unknown, author: ChangeAuthor): Promise<ScriptSaving>;
  /** Takes the whole object; a source that stays makes no version. @throws ScriptsBusyError */
  replace(scriptId: string, json: unknown, change: ScriptChange): Promise<ScriptSaving>;
  /** Has an older, or a newer, version run: `{version, comment}`. @throws ScriptsBusyError */
  rollBack(scriptId: string, json: unknown, change: ScriptChange): Promise<ScriptSaving>;
  /** Its versions stay; `refused` while a module names it. */
  archive(scriptId: string, change: ScriptChange): Promise<ScriptSaving>;
  /** Newest first; undefined = there is no such script. */
  versions(scriptId: string, page: PageRequest): Promise<Page<{ readonly json: ScriptVersionJson }> | undefined>;
  version(scriptId: string, number: number): Promise<ScriptVersionJson | undefined>;
  /** Line by line; undefined = one of the two versions is not there. */
  difference(scriptId: string, from: number, to: number): Promise<ScriptDifferenceJson | undefined>;
  /** What happened to it, newest first; undefined = there is no such script. */
  history(scriptId: string, page: PageRequest): Promise<Page<{ readonly json: ScriptEventJson }> | undefined>;
  /** Whether a source could be saved. @throws ScriptsBusyError */
  check(source: string, isModule?: boolean): Promise<SourceVerdict>;
  /** In this process. */
  suspended(): readonly SuspendedScriptJson[];
  /** Everything that is not archived, by id, read in portions. */
  each(): AsyncIterable<ExportedScript>;
  /**
   * Creates or replaces at most `LARGEST_BATCH` scripts. One that is refused does not keep the others from being saved.
   * @throws RangeError more of them
   */
  upsert(entries: readonly BulkEntry[], request: BulkRequest): Promise<readonly BulkOutcome[]>;
}

/** DI token of {@link ScriptLibrary}. */
export const SCRIPT_LIBRARY = Symbol('ScriptLibrary');
