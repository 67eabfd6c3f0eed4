import type { SignInDetails } from '#protocol/user/sign-in-details';
import type { DirectoryUser } from './user-directory.port.js';

/** Somebody whom another system has just vouched for: who they are there, and what it says of them. */
export interface ExternalPerson {
  /** The inbound module that keeps the account here. */
  readonly moduleId: string;
  /** Which of the other systems this server knows: `ldap`, `script`, `saml:<module id>`, `oidc:<module id>` and, for clients of the server, `oidc-client:<module id>`,
   * with the module that defines the server; `codap:<module id>` for whom clients of a module bring. */
  readonly source: string;
  /** What that system calls itself, such as the `iss` of its tokens; '' where it has no name of its own. */
  readonly issuer: string;
  /** Its unchanging id of the person, never a name or an e-mail address that somebody else may have tomorrow (V-75). */
  readonly subject: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly email: string;
  /** What it says that counts at once. Absent: what an earlier sign-in said stays until this one is complete. */
  readonly details?: SignInDetails;
  /**
   * Whether the person may take over an account of this name that nobody has taken yet: external, without a password, put in by an administrator or an
   * import. For systems that own all names of the module, such as a directory.
   */
  readonly claimsUntaken?: boolean;
}

/** Why somebody is not let in although another system vouches for them. For the audit record only (V-56). */
export type ExternalRefusal =
  | 'disabled'
  | 'locked'
  /** An administrator has deleted the account: only one who makes another for them lets them in again (V-28). */
  | 'deleted'
  /** Somebody else has the name here, or an app has it as its id: no name links two people by itself (ruling 60, ruling 49). */
  | 'name-taken'
  /** Nothing that the system says can be a name here, or its id cannot be one. */
  | 'unusable-name';

/** What came of it. */
export type ExternalArrival =
  /** As the account alone has them, with the details that count at once and without those of an earlier sign-in. */
  | { readonly kind: 'arrived'; readonly user: DirectoryUser }
  | { readonly kind: 'refused'; readonly reason: ExternalRefusal; readonly user?: DirectoryUser };

/** Whose account it is, or would be. */
export type ExternalHolder = Pick<ExternalPerson, 'moduleId' | 'source' | 'issuer' | 'subject' | 'claimsUntaken'>;

/** What an account has by itself, without what an earlier sign-in said: what is shown of it to a script that decides about its holder. */
export type ForeseenAccount = Pick<
  DirectoryUser,
  'username' | 'authorities' | 'notes' | 'defaultLaunchContexts' | 'fhirUserUrl'
>;

/** Whom somebody would arrive as, or why they would not. */
export type ForeseenArrival =
  | { readonly kind: 'expected'; readonly account: ForeseenAccount }
  | Extract<ExternalArrival, { readonly kind: 'refused' }>;

/**
 * The accounts of people who sign in elsewhere: a row for audit, permissions and state, without a password. It is found by source, issuer and
 * subject alone. Names and details follow the other system at each sign-in; an account that is locked, disabled or deleted here stays so (V-28).
 */
export interface ExternalAccounts {
  /**
   * @param usernames for a new account: the first one counts that can be a name here and that nobody has. Whoever has an account keeps its name,
   * because apps know them by it.
   * @throws DatabaseUnavailableError
   */
  arrive(person: ExternalPerson, usernames: readonly string[]): Promise<ExternalArrival>;

  /**
   * Whom {@link arrive} would let in, for scripts that are asked before: the account that there is, whatever the other system calls its holder now, or the name
   * of a new one. Nothing is written.
   * @throws DatabaseUnavailableError
   */
  foresee(holder: ExternalHolder, usernames: readonly string[]): Promise<ForeseenArrival>;
}

/** DI token of {@link ExternalAccounts}. */
export const EXTERNAL_ACCOUNTS = Symbol('ExternalAccounts');
