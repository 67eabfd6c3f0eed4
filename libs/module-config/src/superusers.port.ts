/** Who may do everything, for those who might shut them out (F-54). Who owns the users says so. */
export interface Superusers {
  /** Whether somebody who may do everything can sign in at one of these local inbound modules. */
  canSignInAt(moduleIds: readonly string[]): Promise<boolean>;
}

/** DI token of {@link Superusers}; provided by the library that owns users. */
export const SUPERUSERS = Symbol('Superusers');
