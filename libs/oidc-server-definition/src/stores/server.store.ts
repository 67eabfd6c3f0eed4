import type { Sql } from '#database/sql.port';
import type { PageRequest } from '#protocol/administration/page';
import type { ServerSettings } from '#protocol/server/server';

/** What every stored definition has: the server makes the registration id where it is missing. */
export type DefinedServer = ServerSettings & { readonly federationRegistrationId: string };

/** A definition to be written. */
export interface ServerRecord {
  readonly pid: number;
  readonly settings: DefinedServer;
  /** Sealed, or a reference to a variable that had no value yet; absent = none. */
  readonly secret?: string;
}

/** A definition as it is stored. */
export interface StoredServer extends ServerRecord {
  readonly version: number;
  readonly archivedAt?: Date;
}

/** What only one definition of a module may have. */
export interface ServerNames {
  readonly moduleId: string;
  /** By `issuerKey`. */
  readonly issuerKey: string;
  readonly registrationId: string;
}

/** Where a reader of all definitions has got to. */
export type ServerPosition = Pick<ServerNames, 'moduleId' | 'issuerKey'>;

/** Server definitions; what is archived is found by its pid alone, where it is asked for. Lists are ordered by module and issuer, byte by byte. */
export interface ServerStore {
  list(page: PageRequest): Promise<{ readonly servers: readonly StoredServer[]; readonly total: number }>;
  find(moduleId: string, pid: number): Promise<StoredServer | undefined>;
  findArchived(moduleId: string, pid: number): Promise<StoredServer | undefined>;
  findByIssuer(moduleId: string, issuerKey: string): Promise<StoredServer | undefined>;
  /** All definitions of a module. */
  ofModule(moduleId: string): Promise<readonly StoredServer[]>;
  /** At most `limit` of those behind a position. */
  after(position: ServerPosition, limit: number): Promise<readonly StoredServer[]>;
  /** A pid for a definition that is to be inserted: its secret is bound to it. */
  nextPid(sql: Sql): Promise<number>;
  /** Whether no definition has or had the pid. */
  isFreePid(sql: Sql, pid: number): Promise<boolean>;
  /** Keeps others from making definitions until the transaction ends; if the pid is free those made later go on behind it. False where it is not. */
  claimPid(sql: Sql, pid: number): Promise<boolean>;
  /** Which of the names another definition has. */
  taken(sql: Sql, names: ServerNames, pid: number | undefined): Promise<'issuer' | 'registration' | undefined>;
  /** Keeps others from writing definitions of the module until the transaction ends, so that {@link taken} stays true. */
  lock(sql: Sql, moduleId: string): Promise<void>;
  /** Throws where a name is taken. */
  insert(sql: Sql, record: ServerRecord): Promise<void>;
  /** Replaces everything and raises the version, and what was archived is so no more; false unless the stored one has this version. */
  update(sql: Sql, record: ServerRecord, version: number): Promise<boolean>;
  /** When it was archived: at the given time, or now; undefined unless the stored one has this version. */
  archive(sql: Sql, server: Pick<StoredServer, 'pid' | 'version'>, at?: Date): Promise<Date | undefined>;
}

/** DI token of {@link ServerStore}. */
export const SERVER_STORE = Symbol('ServerStore');
