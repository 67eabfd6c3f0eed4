import { EventEmitter } from 'node:events';
import type { Filter, SearchOptions } from 'ldapts';

/** Stands in for the engine of passport-ldapauth; see ldapauth.cjs. */
declare class LdapAuth extends EventEmitter {
  constructor(options: LdapAuth.Options);
  authenticate(
    username: string,
    password: string,
    callback: (error: Error | null, entry?: LdapAuth.Entry) => void,
  ): void;
  close(callback?: () => void): void;
}

declare namespace LdapAuth {
  /** Where a directory answers. */
  interface Server {
    readonly host: string;
    readonly port: number;
    /** When TLS begins; `none` sends passwords in clear. */
    readonly security: 'tls' | 'start-tls' | 'none';
  }

  /** How directories are connected to. */
  interface ConnectionOptions {
    /** The first of them that answers is asked; who failed lately is tried after the others. */
    readonly servers: readonly Server[];
    /** Certificates that are believed, PEM; absent = those of the system. */
    readonly ca?: string;
    readonly connectMilliseconds: number;
    readonly operationMilliseconds: number;
  }

  /** The connections of a system user. */
  interface ServiceOptions {
    readonly connection: ConnectionOptions;
    /** Absent: whoever connects may search. */
    readonly service?: { readonly dn: string; readonly password: string };
    /** How many there may be at a time. */
    readonly most: number;
  }

  /** An entry: its name, and its attributes in the directory's spelling. */
  interface Entry {
    readonly dn: string;
    readonly [attribute: string]: Buffer | Buffer[] | string[] | string;
  }

  /** What one attempt is judged by. */
  interface Options {
    readonly connections: ServiceConnections;
    readonly search: {
      readonly base: string;
      /** With `{0}` in place of the name. */
      readonly filter: string;
      readonly attributes: readonly string[];
      /** Those of them whose values are bytes. */
      readonly binaryAttributes?: readonly string[];
    };
    /** Ends everything. */
    readonly signal?: AbortSignal;
    /** Asked with the entry of the name before its password is tried; false = it is not tried, and who asks is told as if nobody had the name. */
    readonly mayBind?: (entry: Entry) => Promise<boolean>;
    /** Of several entries, whether one has the name that was typed; where it is one alone, it counts. */
    readonly isMeant?: (entry: Entry) => boolean;
    /** Called where the query finds nobody, or several entries for one name, which then is nobody's. @param found their names */
    readonly onUnknown?: (reason: 'nobody' | 'ambiguous', found: readonly string[]) => void;
  }

  class DirectoryConnection {
    static open(server: Server, options: ConnectionOptions, signal?: AbortSignal): Promise<DirectoryConnection>;
    readonly isOpen: boolean;
    bind(dn: string, password: string, signal?: AbortSignal): Promise<void>;
    search(base: string, options: SearchOptions, signal?: AbortSignal): Promise<readonly Entry[]>;
    close(): void;
  }

  class ServiceConnections {
    constructor(options: ServiceOptions);
    readonly size: number;
    retire(): void;
    useAnother<Result>(
      work: (connection: DirectoryConnection) => Promise<Result>,
      signal?: AbortSignal,
    ): Promise<Result>;
    use<Result>(work: (connection: DirectoryConnection) => Promise<Result>, signal?: AbortSignal): Promise<Result>;
    close(): void;
  }

  function searchFilter(template: string, values: readonly string[]): Filter;
  function filterOfIds(
    template: string,
    ids: readonly { readonly attribute: string; readonly value: string | Buffer }[],
  ): Filter;
  function anyOf(filters: readonly Filter[]): Filter;
}

export = LdapAuth;
