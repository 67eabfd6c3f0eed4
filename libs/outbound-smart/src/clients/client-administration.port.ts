import type { BasedOn } from '#protocol/administration/based-on';
import type { BulkEntry, BulkNotes, BulkOutcome, BulkRequest } from '#protocol/administration/bulk-change';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import type { ModuleKey } from '#protocol/administration/module-key';
import type { Page, PageRequest } from '#protocol/administration/page';
import type { JsonObject } from '#protocol/json/json-object';
import type { ClientCondition } from './client-condition.port.js';

/** Which client is meant; node and module must be right, too, and ids are compared byte by byte. */
export interface ClientKey extends ModuleKey {
  readonly clientId: string;
}

/** A client as interfaces show it. */
export interface AdministeredClient {
  readonly version: number;
  /** The product's fields (reference 5.1) and ours; unset ones are left out, secrets are `***`, or their reference while they are pending. */
  readonly json: JsonObject;
}

/** Which clients a list shows, by the product's names (reference 12). */
export type ClientStatusFilter = 'ENABLED' | 'DISABLED' | 'ENABLED_AND_DISABLED';

/** A part of the list of clients. */
export interface ClientListRequest extends PageRequest {
  readonly status: ClientStatusFilter;
  /** Absent = the clients of all modules. */
  readonly moduleId?: string;
  /** Stands in the id or the name, in any case; at most 200 characters count. */
  readonly searchTerm?: string;
}

/** What a change starts from and who makes it. */
export interface ClientChangeOptions extends BasedOn {
  readonly author: ChangeAuthor;
  /** Why, at most 500 characters: kept in its history and in the audit log. */
  readonly comment?: string;
}

/** What became of a new client. */
export type ClientCreated =
  | (BulkNotes & {
      readonly kind: 'created';
      readonly client: AdministeredClient;
      /** The secret that was made: shown this once and kept nowhere. */
      readonly generatedSecret?: string;
    })
  | ChangeRefusal;

/** What became of a change; `unchanged` wrote nothing. */
export type ClientReplaced =
  | (BulkNotes & {
      readonly kind: 'changed';
      readonly client: AdministeredClient;
      /** Names of the fields that are different now. */
      readonly fields: readonly string[];
      /** The secret that was made, where the change makes one: shown this once and kept nowhere. */
      readonly generatedSecret?: string;
    })
  | (BulkNotes & { readonly kind: 'unchanged'; readonly client: AdministeredClient })
  | ChangeRefusal;

/** When a secret counts, and what it is called; what is absent is not limited. */
export interface SecretTerms {
  readonly description?: string;
  readonly activation?: Date;
  readonly expiration?: Date;
}

/** One secret of a client. */
export interface SecretKey extends ClientKey {
  readonly secretPid: number;
}

/** How a batch of clients is taken over. */
export interface ClientImport extends BulkRequest {
  /** Module of the entries that name none; without it, the only SMART outbound module there is. */
  readonly defaultModuleId?: string;
}

/** A client as an export has it. */
export interface ExportedClient {
  readonly key: ClientKey;
  readonly version: number;
  /** In the order of the reference, sets sorted, unset fields left out; secrets as `#{env['GATEHOUSE_CLIENT__<MODULE>__<ID>__1']}`. */
  readonly json: JsonObject;
}

/**
 * The clients of SMART outbound modules for the JSON API, the console and the command line (ruling 52). Bodies are parsed JSON of any kind and are
 * checked here, all problems at once. What is no SMART outbound module of this node is `unknown`, as is an archived client.
 *
 * Nobody gives a client permissions they do not hold, and of a client with administrative permissions beyond the author's nothing that decides
 * who can act for it can be changed (V-100).
 */
export interface ClientAdministration {
  /** By module id and client id, byte by byte. */
  list(request: ClientListRequest): Promise<Page<AdministeredClient>>;
  find(key: ClientKey): Promise<AdministeredClient | undefined>;
  /** Secrets that came masked or without text are left out and warned of; a reference without a value leaves the secret pending. */
  create(module: ModuleKey, json: unknown, author: ChangeAuthor): Promise<ClientCreated>;
  /** The same with one secret that the server makes, in the place of all in the body. */
  createWithGeneratedSecret(module: ModuleKey, json: unknown, author: ChangeAuthor): Promise<ClientCreated>;
  /**
   * Takes the whole object: what is left out gets its default, but without the member `clientSecrets` the secrets stay. In it a masked secret is
   * the stored one, found by its pid, description or place; one that is no longer there is removed. With `archivedAt` it archives (the product's
   * soft delete).
   */
  replace(key: ClientKey, json: unknown, options: ClientChangeOptions): Promise<ClientReplaced>;
  /** Deletes softly: nobody finds it any more, its id is free. The answer shows it one last time, with `archivedAt`, and warns of what ended. */
  archive(key: ClientKey, options: ClientChangeOptions): Promise<ClientReplaced>;
  /** Makes a further secret, in the place of one that is pending. Its end is the module's `client_secret.expiry_duration_days` unless given. */
  addGeneratedSecret(key: ClientKey, terms: SecretTerms, options: ClientChangeOptions): Promise<ClientReplaced>;
  /** `unknown` when the client has no such secret, as for the next. */
  changeSecret(key: SecretKey, terms: SecretTerms, options: ClientChangeOptions): Promise<ClientReplaced>;
  /** Refused where the client would become a public one by it (ruling 57). */
  removeSecret(key: SecretKey, options: ClientChangeOptions): Promise<ClientReplaced>;
  /** All that are not archived, by module id and client id, byte by byte; read in portions. */
  each(): AsyncIterable<ExportedClient>;
  /**
   * Takes over at most 500 clients, found again by module and id, with a number of statements that does not depend on how many they are. One that
   * is refused does not keep the others from being written. By `import` a client with real secrets refuses an entry with others (reference 5.3).
   * @throws RangeError more than 500
   */
  importBatch(entries: readonly BulkEntry[], request: ClientImport): Promise<readonly BulkOutcome[]>;
  /** Those that need somebody's attention, ordered as by {@link each}: for lists, the doctor and the console. */
  conditions(): AsyncIterable<ClientCondition>;
}

/** DI token of {@link ClientAdministration}. */
export const CLIENT_ADMINISTRATION = Symbol('ClientAdministration');
