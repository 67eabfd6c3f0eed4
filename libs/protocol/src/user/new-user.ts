import type { Authority } from './authority.js';
import type { ExternalIdentityEntry } from './external-identity.js';
import type { LaunchContextEntry } from './user-session.js';

/** What an administrator decides of a user account; the password apart, and without what the store gives it (pid, versions, dates). */
export interface UserAccount {
  readonly nodeId: string;
  /** The inbound module that owns the account. */
  readonly moduleId: string;
  readonly username: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly email: string;
  readonly accountLocked: boolean;
  readonly accountDisabled: boolean;
  readonly systemUser: boolean;
  readonly external: boolean;
  readonly serviceAccount: boolean;
  readonly authorities: readonly Authority[];
  readonly defaultLaunchContexts: readonly LaunchContextEntry[];
  readonly notes: string;
  /** Absolute URL of the FHIR resource that stands for the person (ours, not a field of the product). */
  readonly fhirUserUrl?: string;
  /** Nobody signs in to the account without a second factor (ours, not a field of the product). Absent: false. */
  readonly secondFactorRequired?: true;
  /** Who the person is at other systems that vouch for them (ours, not a field of the product). Absent: nobody does. */
  readonly externalIdentities?: readonly ExternalIdentityEntry[];
}

/** A user account as it is created. */
export interface NewUser extends UserAccount {
  /**
   * Plain text, hashed before it is stored; or the reference to a variable that has no value yet. Absent for an account that cannot sign in with
   * a password.
   */
  readonly password?: string;
  /** A hash made elsewhere (of a kind that stored-hash.ts reads), in place of `password`. */
  readonly passwordHash?: string;
}
