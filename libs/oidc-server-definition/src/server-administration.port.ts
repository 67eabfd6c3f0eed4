import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import type { ModuleKey } from '#protocol/administration/module-key';
import type { Page, PageRequest } from '#protocol/administration/page';
import type { JsonObject } from '#protocol/json/json-object';
import type { FieldProblem } from '#protocol/user/json-fields';

/** A definition as interfaces show it. */
export interface AdministeredServer {
  readonly pid: number;
  readonly version: number;
  /** The product's fields and ours (reference 6, 18.2); unset ones are left out, the secret is `***`, or its reference while it is pending. */
  readonly json: JsonObject;
  /** Fields whose stored value is a reference to a variable that had no value yet: nothing matches it. */
  readonly pendingSecrets: readonly string[];
}

/** What reading the JSON brought to light beside mistakes (ruling 46). */
export interface ServerNotes {
  /** Names of fields that nobody reads. */
  readonly unknownFields: readonly string[];
  readonly warnings: readonly FieldProblem[];
}

/** What became of a definition that was to be saved; `unchanged` wrote nothing. */
export type ServerSaving =
  | (ServerNotes & { readonly kind: 'created' | 'unchanged'; readonly server: AdministeredServer })
  | (ServerNotes & {
      readonly kind: 'changed';
      /** Names of the fields that are different now. */
      readonly fields: readonly string[];
      readonly server: AdministeredServer;
    })
  | ChangeRefusal;

/** Which stored definition is meant; everything but the pid must be right, too. */
export interface ServerKey extends ModuleKey {
  readonly pid: number;
}

/** What a change starts from and who makes it. */
export interface ServerChangeOptions {
  readonly author: ChangeAuthor;
  /** Version that the change started from; another one in the database makes it `stale`. Absent: whatever is there. */
  readonly ifVersion?: number;
}

/** How several definitions are saved. */
export interface ServerUpsertOptions {
  readonly author: ChangeAuthor;
  /** Tells what would become of each, and writes nothing. */
  readonly dryRun?: boolean;
}

/** A definition as an export has it. */
export interface ExportedServer {
  readonly key: ServerKey;
  /** In the order of the field table, unset fields left out; secrets as `#{env['GATEHOUSE_SERVER_<MODULE>_<ISSUER>']}`. */
  readonly json: JsonObject;
}

/**
 * OpenID Connect server definitions for the JSON API, the console and the command line (ruling 52). Bodies are parsed JSON of any kind and are
 * checked here, all problems at once. A module that is none, or cannot own definitions, is `unknown`, as is an archived definition.
 *
 * The secret: a text sets it; `***` or nothing leaves the stored one as it is; null and `""` remove it. It stays only with the addresses it was
 * given for: a change of `issuer`, `federationTokenUrl` or `wellKnownEndpoint` needs the secret anew, or a secret could be sent to a stranger.
 */
export interface ServerAdministration {
  /** Definitions of all modules by module and issuer. */
  list(page: PageRequest): Promise<Page<AdministeredServer>>;
  find(key: ServerKey): Promise<AdministeredServer | undefined>;
  /** Trailing slashes make no difference. */
  findByIssuer(module: ModuleKey, issuer: string): Promise<AdministeredServer | undefined>;
  create(module: ModuleKey, json: unknown, author: ChangeAuthor): Promise<ServerSaving>;
  /** Takes the whole object. With `archivedAt` it archives (the product's soft delete). */
  replace(key: ServerKey, json: unknown, options: ServerChangeOptions): Promise<ServerSaving>;
  /** Deletes softly: nobody finds it any more, and its issuer is free. The answer shows it one last time, with `archivedAt`. */
  archive(key: ServerKey, options: ServerChangeOptions): Promise<ServerSaving>;
  /** Everything that is not archived, by module and issuer, read in portions; canonical, for exports. */
  each(): AsyncIterable<ExportedServer>;
  /**
   * Creates or replaces each of at most 500, found again by module and issuer; one outcome for each, in order. Node and module are those of the JSON.
   * One that is refused does not keep the others from being saved.
   */
  upsert(definitions: readonly unknown[], options: ServerUpsertOptions): Promise<readonly ServerSaving[]>;
}

/** DI token of {@link ServerAdministration}. */
export const SERVER_ADMINISTRATION = Symbol('ServerAdministration');
