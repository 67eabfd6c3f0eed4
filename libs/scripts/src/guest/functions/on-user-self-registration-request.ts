import { KnownPermissions } from '../bindings/known-permissions.js';
import type { SessionShape } from '../bindings/session-shape.js';
import { UserSessionDetails } from '../bindings/user-session-details.js';
import { scriptedFunction } from '../scripted-function.js';

export interface RegistrationInput {
  readonly input: SessionShape;
  readonly output: SessionShape;
  readonly permissions: string;
}

/**
 * Called when somebody makes an account for themselves, after the code that was mailed to them was right. Completes what becomes of it: names, notes, permissions.
 * The address stays the one that was shown to be the person's.
 * @configured `user_self_registration.create_script` of SECURITY_IN_LOCAL
 * @result nothing; what the function changed in `theOutputUser` counts
 * @failing no account is made
 */
export type OnUserSelfRegistrationRequest = (
  theInputUser: UserSessionDetails,
  theOutputUser: UserSessionDetails,
) => void | Promise<void>;

/** `onUserSelfRegistrationRequest(theInputUser, theOutputUser)`. What it returns says nothing. */
export const onUserSelfRegistrationRequest = scriptedFunction({
  name: 'onUserSelfRegistrationRequest',
  begin: ({ input, output, permissions }: RegistrationInput): Parameters<OnUserSelfRegistrationRequest> => {
    const known = new KnownPermissions(permissions);
    return [new UserSessionDetails(input, known), new UserSessionDetails(output, known)];
  },
  finish: (_result, [, output]) => ({ user: UserSessionDetails.scripted(output) }),
});
