import type { NewPasswordFault } from './own-password.port.js';

/** Somebody who makes their own account; the address was shown to be theirs. */
export interface RegisteringUser {
  readonly username: string;
  readonly password: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
  /** Address of the peer as the listener's proxy rules see it. */
  readonly remoteAddress: string;
}

/** Who may register where. */
export interface RegistrationPolicy {
  /** Sites that lead there; empty = from anywhere. */
  readonly refererUrls: readonly string[];
  readonly mostPerHourAndNetwork: number;
}

/** Whose address it is. */
export interface AddressOwner {
  readonly username: string;
  readonly email: string;
}

/** Why an account cannot be made so. */
export type RegistrationFault =
  | { readonly field: 'username'; readonly reason: 'taken' | 'unusable' }
  | { readonly field: 'name'; readonly reason: 'unusable' }
  /** An account has it by now; one that people make themselves is the only one of their address. */
  | { readonly field: 'address'; readonly reason: 'known' }
  | { readonly field: 'password'; readonly reason: NewPasswordFault }
  /** The script of the module does not want it, or cannot be asked. */
  | { readonly field: 'account'; readonly reason: 'refused' };

/** Accounts of local inbound modules that people make themselves. */
export interface UserRegistrations {
  /** Undefined where the module takes none. */
  policy(moduleId: string): RegistrationPolicy | undefined;
  /** An account that has the address already, whatever its state; in any case, with the address as the account has it. */
  ownerOf(moduleId: string, email: string): Promise<AddressOwner | undefined>;
  /** Why the account cannot be made; undefined where it can. Nothing is written. */
  fault(moduleId: string, user: RegisteringUser): Promise<RegistrationFault | undefined>;
  /** Makes the account, with the permissions that the module gives; undefined where it was made, else why not. */
  register(moduleId: string, user: RegisteringUser): Promise<RegistrationFault | undefined>;
}

/** DI token of {@link UserRegistrations}. */
export const USER_REGISTRATIONS = Symbol('UserRegistrations');
