import { KnownPermissions } from '../bindings/known-permissions.js';
import type { SessionShape } from '../bindings/session-shape.js';
import { UserSessionDetails } from '../bindings/user-session-details.js';
import { scriptedFunction } from '../scripted-function.js';

export interface RegistrationInput {
  readonly input: SessionShape;
  readonly output: SessionShape;
  readonly permissions: string;
}

/** `onUserSelfRegistrationRequest(theInputUser, theOutputUser)`. What it returns says nothing. */
export const onUserSelfRegistrationRequest = scriptedFunction({
  name: 'onUserSelfRegistrationRequest',
  begin: ({ input, output, permissions }: RegistrationInput) => {
    const known = new KnownPermissions(permissions);
    return [new UserSessionDetails(input, known), new UserSessionDetails(output, known)] as const;
  },
  finish: (_result, [, output]) => ({ user: UserSessionDetails.scripted(output) }),
});
