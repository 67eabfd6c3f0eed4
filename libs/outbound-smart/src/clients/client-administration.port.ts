import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import type { Page, PageRequest } from '#protocol/administration/page';
import type { FieldProblem } from '#protocol/user/json-fields';
import type { ClientCondition } from './client-condition.port.js';
import type { ClientImport, ClientImportOutcome, ClientImportPlan, ExportedClient } from './client-exchange.port.js';
import type { BodyNotes, ClientPlace, ClientView } from './client-view.port.js';

/** Which clients a list shows: the product's names (reference 12). */
export type ClientStatusFilter = 'ENABLED' | 'DISABLED' | 'ENABLED_AND_DISABLED';

/** A client, in the version that somebody wants to be changed. */
export interface ClientTarget extends ClientPlace {
  /** Absent = whatever version there is. */
  readonly ifVersion?: number;
}

/** A part of the list of clients. */
export interface ClientListRequest extends PageRequest {
  /** Absent = the clients of all modules. */
  readonly moduleId?: string;
  readonly status: ClientStatusFilter;
  /** Stands in the id or the name, in any case; at most 200 characters. */
  readonly searchTerm?: string;
}

/** What became of a new client. */
export type ClientCreated =
  | ({
      readonly kind: 'created';
      readonly client: ClientView;
      /** The text of the secret that was generated: shown this once and kept nowhere. */
      readonly secret?: string;
    } & BodyNotes)
  | ChangeRefusal;

/** What became of a change. */
export type ClientReplaced =
  | ({ readonly kind: 'changed'; readonly client: ClientView; readonly fields: readonly string[] } & BodyNotes)
  /** It was so before: nothing was written. */
  | ({ readonly kind: 'unchanged'; readonly client: ClientView } & BodyNotes)
  | ChangeRefusal;

/** What became of a client that was to be archived. Nobody finds it any more, and its id is free again. */
export type ClientArchived =
  { readonly kind: 'changed'; readonly version: number; readonly warnings: readonly FieldProblem[] } | ChangeRefusal;

/** A secret that is to be made for a client, beside those it has. */
export interface NewGeneratedSecret {
  readonly description?: string;
  readonly activation?: Date;
  /** Absent = the module's `client_secret.expiry_duration_days`. */
  readonly expiration?: Date;
}

/** A secret that was made. */
export type SecretAdded =
  | {
      readonly kind: 'created';
      readonly client: ClientView;
      /** Its text: shown this once and kept nowhere. */
      readonly secret: string;
    }
  | ChangeRefusal;

/** When a secret counts; what is absent is not limited. */
export interface SecretDates {
  readonly activation?: Date;
  readonly expiration?: Date;
}

/**
 * What administrators do with the clients of the SMART outbound modules that are configured: console, JSON API and command line alike (ruling
 * 52). Bodies are the product's client JSON, as parsed, and read as leniently as a seed file; dates in answers are ISO 8601 with milliseconds.
 * Archived clients are not found by anything here.
 */
export interface ClientAdministration {
  /** Ordered by module id and client id, byte by byte. */
  list(request: ClientListRequest): Promise<Page<ClientView>>;
  find(which: ClientPlace): Promise<ClientView | undefined>;
  /** `unknown` when there is no such module. Secrets that came masked or without text are left out, and warned of. */
  create(moduleId: string, json: unknown, author: ChangeAuthor): Promise<ClientCreated>;
  /** The same with one secret that the server makes, in place of those in the body. */
  createWithGeneratedSecret(moduleId: string, json: unknown, author: ChangeAuthor): Promise<ClientCreated>;
  /**
   * Puts a full object in the place of what there is: what it leaves out gets its default, but without the member `clientSecrets` the secrets
   * stay. A masked secret is the one that is stored; a secret that is no longer in the list is removed. `archivedAt` archives.
   */
  replace(which: ClientTarget, json: unknown, author: ChangeAuthor): Promise<ClientReplaced>;
  archive(which: ClientTarget, author: ChangeAuthor): Promise<ClientArchived>;
  /** Makes a further secret; those that are pending or were left out of an import get their place filled by it. */
  addGeneratedSecret(which: ClientTarget, secret: NewGeneratedSecret, author: ChangeAuthor): Promise<SecretAdded>;
  /** `unknown` when the client has no secret of this pid. */
  changeSecretDates(
    which: ClientTarget,
    secretPid: number,
    dates: SecretDates,
    author: ChangeAuthor,
  ): Promise<ClientReplaced>;
  /** `refused` when it is the client's last proof of who it is and the client would be a public one without it (ruling 57). */
  removeSecret(which: ClientTarget, secretPid: number, author: ChangeAuthor): Promise<ClientReplaced>;
  /**
   * All clients as an export has them, ordered by module id and client id, byte by byte; read page by page, so that the memory does not depend
   * on their number.
   * @param moduleId absent = of all modules
   */
  each(moduleId?: string): AsyncIterable<ExportedClient>;
  /**
   * Takes over at most 500 clients, with a number of statements that does not depend on how many they are. One that is refused does not keep
   * the others from being written.
   * @throws RangeError more than 500
   */
  importBatch(
    batch: readonly ClientImport[],
    plan: ClientImportPlan,
    author: ChangeAuthor,
  ): Promise<readonly ClientImportOutcome[]>;
  /** Clients that need somebody's attention, in the order of {@link each}: for the list, the doctor and the console. */
  conditions(moduleId?: string): AsyncIterable<ClientCondition>;
}

/** DI token of {@link ClientAdministration}. */
export const CLIENT_ADMINISTRATION = Symbol('ClientAdministration');
