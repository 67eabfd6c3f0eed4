/** A local inbound module whose people could call the admin API by their password. */
export interface PasswordDoor {
  readonly moduleId: string;
  /** Permissions and roles whose holders need a second factor, which a call by password does not show. */
  readonly demandedOf: readonly string[];
  /** Whether the password is enough all the same. */
  readonly byPasswordAlone: boolean;
}

/** Who may do everything, for those who might shut them out (F-54). Who owns the users says so. */
export interface Superusers {
  /** Whether somebody who may do everything can sign in at one of these local inbound modules. */
  canSignInAt(moduleIds: readonly string[]): Promise<boolean>;
  /** Whether, for one of them, the password alone is enough at one of these. */
  isPasswordEnoughAt(doors: readonly PasswordDoor[]): Promise<boolean>;
}

/** DI token of {@link Superusers}; provided by the library that owns users. */
export const SUPERUSERS = Symbol('Superusers');
