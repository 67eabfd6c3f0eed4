import type { BasedOn } from '#protocol/administration/based-on';
import type { BulkEntry, BulkOutcome, BulkRequest } from '#protocol/administration/bulk-change';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import type { ModuleKey } from '#protocol/administration/module-key';
import type { ConfigurationProblem } from './configuration-problem.js';
import type { OverruledDefinitions } from './overruled-definitions.js';

/** A module as the admin API shows and takes it (product reference 12); options and dependencies are sorted by name, secret values are `***`. */
export interface ModuleJson {
  readonly nodeId: string;
  readonly moduleId: string;
  readonly moduleType: string;
  /** As stored: without what the environment overrides, and without defaults. */
  readonly options: readonly { readonly key: string; readonly value: string }[];
  /** `type` is the dependency, such as `SECURITY_IN_UP`; `moduleId` the module that fulfils it. */
  readonly dependencies: readonly { readonly moduleId: string; readonly type: string }[];
}

/** A module with the version of its definition: 0 where the property file is the truth. */
export interface VersionedModule {
  readonly module: ModuleJson;
  readonly version: number;
}

/** What a module is doing in this process; NOT_SUPPORTED: modules of this type are not part of this server. */
export type ModuleState = 'STARTED' | 'STOPPED' | 'STARTING' | 'STOP_REQUESTED' | 'FAILED' | 'NOT_SUPPORTED';

/** A module and what it is doing. */
export interface ModuleStatus extends ModuleKey {
  readonly moduleType: string;
  readonly state: ModuleState;
  /** What keeps it from starting; beside STARTED: what kept its new definition from being taken over, so that the old one still serves. */
  readonly problems: readonly ConfigurationProblem[];
  /** Where it listens; absent for modules without a listener. */
  readonly port?: number;
  /** Keys of options and names of dependencies that are saved and count from its next restart; absent where nothing waits. */
  readonly pendingChanges?: readonly string[];
}

/** Who changes a module. */
export interface ModuleAuthor extends ChangeAuthor {
  /** The ADMIN_JSON module that answers this very call: the call can neither stop it nor take it away. */
  readonly answeredBy?: string;
}

/** How a definition is written. */
export interface ModuleWriting extends BasedOn {
  readonly author: ModuleAuthor;
  /** Restarts the module with its new options, or, for a new one, starts it. */
  readonly restart?: boolean;
  /** Checks and compares, and writes nothing. */
  readonly dryRun?: boolean;
}

/** A definition was written, or need not be. */
export interface ModuleWritten extends VersionedModule {
  readonly kind: 'created' | 'changed' | 'unchanged';
  /** Keys of the options and names of the dependencies that are different now. */
  readonly changed: readonly string[];
  /** JSON fields that nobody reads (ruling 46). */
  readonly unknownFields: readonly string[];
  /** What has no effect, or not the one it seems to have. */
  readonly warnings: readonly string[];
  /** What became of the restart, where one was asked for. */
  readonly status?: ModuleStatus;
}

/** The state of the server forbids it; the reason is for the caller and says what to do. */
export interface ModuleConflict {
  readonly kind: 'conflict';
  /** `property-file`: definitions are changed in the file (409); the others are 412. */
  readonly because: 'property-file' | 'running' | 'needed' | 'answers-this-call' | 'not-supported';
  readonly reason: string;
}

/** What became of a start, stop or restart: how the module is now. */
export type ModuleControl =
  | { readonly kind: 'done'; readonly status: ModuleStatus }
  /** It could not start; what was serving before goes on serving. */
  | { readonly kind: 'failed'; readonly status: ModuleStatus }
  | { readonly kind: 'unknown' }
  | ModuleConflict;

/** What was archived. */
export type ModuleArchived =
  { readonly kind: 'archived' } | Extract<ChangeRefusal, { kind: 'unknown' | 'stale' }> | ModuleConflict;

/** A module that is to be taken away whether it runs or not. */
export interface ModuleRemoval extends ModuleKey {
  /** That the decision was made upon. */
  readonly version: number;
}

/** How modules are taken away. */
export interface ModuleRemoving {
  readonly author: ChangeAuthor;
  /** True: nothing is written, and the outcomes are those that writing would have had. */
  readonly dryRun: boolean;
  /** On trial: modules as a document would have them by then, each in the place of the one of its id. */
  readonly beside?: readonly unknown[];
}

/** What became of one of them; a warning tells what is lost with it. */
export type ModuleRemoved =
  | { readonly kind: 'archived'; readonly warnings: readonly string[] }
  | Extract<ChangeRefusal, { kind: 'unknown' | 'stale' }>
  | ModuleConflict;

/** How secrets stand in an export. */
export type ExportedSecrets =
  /** `[REMOVED]`, as in the product. */
  | 'removed'
  /** `#{env['GATEHOUSE_MODULE_…']}`: an import fills them from variables of that name. */
  | 'referenced';

/**
 * The modules of this server: their definitions, and whether they run. Everybody who changes them calls this (ruling 52). A definition that is
 * written changes nothing of what runs until the module is restarted, but a process that starts takes the newest; what is desired of a module holds for every process over the database. A
 * module of another node, and one that was archived, is `unknown`.
 */
export interface ModuleAdministration {
  /** Every module, by id; those of types that are not part of this server are there too. */
  list(): Promise<readonly VersionedModule[]>;

  find(key: ModuleKey): Promise<VersionedModule | undefined>;

  /** Takes a new module: `{moduleId, moduleType, options, dependencies}`. It does not run before it is started. */
  create(
    key: ModuleKey,
    body: unknown,
    writing: ModuleWriting,
  ): Promise<ModuleWritten | ChangeRefusal | ModuleConflict>;

  /**
   * Replaces the options of a module, and its dependencies where the body has some: `{options: [{key, value}], dependencies}`. The list is full:
   * what is not in it is no longer set. A masked secret keeps what is stored.
   */
  set(key: ModuleKey, body: unknown, writing: ModuleWriting): Promise<ModuleWritten | ChangeRefusal | ModuleConflict>;

  /**
   * Takes modules of a document over, judged together as they would be afterwards, so that they may need one another in any order, and written
   * together. What is made or changed runs as it is then; what stays the same is left alone. Outcomes in the order of the entries.
   */
  upsert(entries: readonly BulkEntry[], request: BulkRequest): Promise<readonly BulkOutcome[]>;

  /** Takes a module away: one that was stopped, and that no other one depends on. */
  archive(key: ModuleKey, writing: Pick<ModuleWriting, 'author' | 'ifVersions' | 'dryRun'>): Promise<ModuleArchived>;

  /**
   * Takes modules away that are no longer wanted: those that run are stopped in every process, and all are archived, in one transaction. They are
   * judged together, so that they may need one another; one that others need stays, with all that it needs itself. Outcomes in their order.
   */
  remove(removals: readonly ModuleRemoval[], removing: ModuleRemoving): Promise<readonly ModuleRemoved[]>;

  /** Starts, stops or restarts a module in every process; resolves when this process has done so. */
  control(key: ModuleKey, action: 'start' | 'stop' | 'restart', author: ModuleAuthor): Promise<ModuleControl>;

  /** Every module and what it is doing in this process. */
  statuses(): Promise<readonly ModuleStatus[]>;

  /** All modules and the properties of the server as one property file, in an order that only depends on what it says. */
  exportProperties(secrets: ExportedSecrets): Promise<string>;

  /** All modules for the canonical export, secrets by reference; {@link create} and {@link set} take them back. */
  exportModules(): Promise<readonly ModuleJson[]>;

  /** Keys of which the property file says something else than the database, which counts; empty where the file counts. */
  drift(): Promise<readonly string[]>;

  /** What the database has of modules of this server's types and nobody reads, because the property file counts; nothing where the database does. */
  overruled(): Promise<OverruledDefinitions>;
}

/** Injection token of {@link ModuleAdministration}. */
export const MODULE_ADMINISTRATION = Symbol('ModuleAdministration');
