import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { DefinedModule } from './stored-by-definition.port.js';

/** Who may do everything, for those who might shut them out (F-54). Who owns the users says so. */
export interface Superusers {
  /** Whether somebody who may do everything can sign in at one of these local inbound modules. */
  canSignInAt(moduleIds: readonly string[]): Promise<boolean>;
  /**
   * Why a password would be enough for none of them any more, as a sentence; `undefined` where it still is for one, and where it was not before.
   * @param before local inbound modules whose people call the admin API by their password
   * @param after the same once a change is made
   */
  passwordTaken(before: readonly DefinedModule[], after: readonly DefinedModule[]): Promise<string | undefined>;
  /** What authors who call by their password are told where a change of a module demands more of them than that. */
  ownWarnings(author: ChangeAuthor, before: DefinedModule | undefined, after: DefinedModule): readonly string[];
}

/** DI token of {@link Superusers}; provided by the library that owns users. */
export const SUPERUSERS = Symbol('Superusers');
