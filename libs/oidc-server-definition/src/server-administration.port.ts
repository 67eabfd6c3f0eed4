import type { BasedOn } from '#protocol/administration/based-on';
import type { BulkEntry, BulkNotes, BulkOutcome, BulkRequest } from '#protocol/administration/bulk-change';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import type { ModuleKey } from '#protocol/administration/module-key';
import type { Page, PageRequest } from '#protocol/administration/page';
import type { JsonObject } from '#protocol/json/json-object';

/** A definition as interfaces show it. */
export interface AdministeredServer {
  readonly pid: number;
  readonly version: number;
  /** The product's fields and ours (reference 6, 18.2); unset ones are left out, the secret is `***`, or its reference while it is pending. */
  readonly json: JsonObject;
  /** Fields whose stored value is a reference to a variable that had no value yet: nothing matches it. */
  readonly pendingSecrets: readonly string[];
}

/** What became of a definition that was to be saved; `unchanged` wrote nothing. */
export type ServerSaving =
  | (BulkNotes & { readonly kind: 'created' | 'unchanged'; readonly server: AdministeredServer })
  | (BulkNotes & {
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
export interface ServerChangeOptions extends BasedOn {
  readonly author: ChangeAuthor;
  /** Why, at most 500 characters: kept in its history and in the audit log. */
  readonly comment?: string;
}

/** A definition as an export has it. */
export interface ExportedServer {
  readonly key: ServerKey;
  readonly version: number;
  /** In the order of the field table, unset fields left out; the secret as `#{env['GATEHOUSE_SERVER__<MODULE>__<ISSUER>']}`. */
  readonly json: JsonObject;
}

/**
 * OpenID Connect server definitions for the JSON API, the console and the command line (ruling 52). Bodies are parsed JSON of any kind and are
 * checked here, all problems at once. A module that is none, or cannot own definitions, is `unknown`, as is an archived definition.
 *
 * The secret: a text sets it; `***` or nothing leaves the stored one as it is; null and `""` remove it. For everybody but the operator it stays
 * only with the addresses it was given for: a change of `issuer`, `federationTokenUrl` or `wellKnownEndpoint` needs the secret anew, or it could
 * be sent to a stranger. Only who may do everything (V-100) writes scripts, which give people authorities, names files outside `classpath:`, and changes
 * who is believed (issuer, keys, addresses, client id, registration id) once people have accounts by a definition, archives such a definition, brings an
 * archived one back, and defines an issuer anew by which people have accounts.
 */
export interface ServerAdministration {
  /** Definitions of all modules by module and issuer. */
  list(page: PageRequest): Promise<Page<AdministeredServer>>;
  find(key: ServerKey): Promise<AdministeredServer | undefined>;
  /** Trailing slashes make no difference. */
  findByIssuer(module: ModuleKey, issuer: string): Promise<AdministeredServer | undefined>;
  create(module: ModuleKey, json: unknown, author: ChangeAuthor): Promise<ServerSaving>;
  /**
   * Takes the whole object. With `archivedAt` it archives (the product's soft delete); without it whoever may do everything brings an archived one back.
   */
  replace(key: ServerKey, json: unknown, options: ServerChangeOptions): Promise<ServerSaving>;
  /** Deletes softly: nobody finds it any more, and its issuer is free; people and their accounts wait for another one. The answer shows it with `archivedAt`. */
  archive(key: ServerKey, options: ServerChangeOptions): Promise<ServerSaving>;
  /** Everything that is not archived, by module and issuer, read in portions; canonical, for exports. */
  each(): AsyncIterable<ExportedServer>;
  /**
   * Creates or replaces each of at most `LARGEST_BATCH` definitions, found again by module and issuer; node and module are those of the JSON. One
   * that is refused does not keep the others from being saved.
   * @throws RangeError more of them
   */
  upsert(entries: readonly BulkEntry[], request: BulkRequest): Promise<readonly BulkOutcome[]>;
}

/** DI token of {@link ServerAdministration}. */
export const SERVER_ADMINISTRATION = Symbol('ServerAdministration');
