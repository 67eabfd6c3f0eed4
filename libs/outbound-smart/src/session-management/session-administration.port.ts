import type { ChangeAuthor } from '#protocol/administration/change-author';

/** A person, by number or by name. */
export type PersonReference =
  | { readonly userPid: number }
  | {
      readonly nodeId: string;
      /** The inbound module that knows the person. */
      readonly moduleId: string;
      readonly username: string;
      /** Issuer of a federated account; absent: whoever has the name. */
      readonly issuer?: string;
    };

/** An app with a live token, or with an approval that is remembered (reference 12). */
export interface ConnectedClient {
  readonly clientNodeId: string;
  readonly clientModuleId: string;
  readonly clientId: string;
  /** Empty where the client has no name, or is gone. */
  readonly clientName: string;
  readonly approvedScopes: readonly { readonly scope: string; readonly description: string }[];
}

/** What was withdrawn. */
export interface WithdrawnSessions {
  /** Apps that had access, or an approval that was remembered. */
  readonly clients: number;
  /** Token families that ended. */
  readonly grants: number;
  /** Sign-ins that ended; only where all was withdrawn. */
  readonly browserSessions: number;
}

/** Whose access an administrator withdraws. */
export interface SessionWithdrawal {
  readonly person: PersonReference;
  /** One app alone, at whichever module it is; absent: all of them, and the person is signed out everywhere. */
  readonly clientId?: string;
  readonly author: ChangeAuthor;
}

/** What apps may do in people's names, seen and withdrawn by an administrator, over all SMART outbound modules. */
export interface SessionAdministration {
  /** By module and client; undefined for a person nobody knows. At most 500 apps of a module. */
  clientsOf(person: PersonReference): Promise<readonly ConnectedClient[] | undefined>;
  /** Undefined for a person nobody knows. Put on record with its author; apps are told of sign-ins that end, as of any logout. */
  withdraw(withdrawal: SessionWithdrawal): Promise<WithdrawnSessions | undefined>;
}

/** DI token of {@link SessionAdministration}. */
export const SESSION_ADMINISTRATION = Symbol('SessionAdministration');
