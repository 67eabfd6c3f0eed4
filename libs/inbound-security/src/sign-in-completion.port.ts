import type { SignInDetails } from '#protocol/user/sign-in-details';
import type { DirectoryUser } from './user-directory.port.js';

/**
 * Ends sign-ins of which nothing is missing any more: neither a second factor, nor anything else that the way in asks for. Until then what was said of the
 * person gives and takes nothing: whoever knows a password alone changes nothing in sessions and tokens that there are.
 */
export interface SignInCompletion {
  /**
   * From now on what the sign-in said of the person counts, in place of what the one before did.
   * @param said undefined = it said nothing, and what there is stays
   * @throws DatabaseUnavailableError
   */
  complete(user: Pick<DirectoryUser, 'moduleId' | 'pid'>, said: SignInDetails | undefined): Promise<void>;
}

/** DI token of {@link SignInCompletion}. */
export const SIGN_IN_COMPLETION = Symbol('SignInCompletion');
