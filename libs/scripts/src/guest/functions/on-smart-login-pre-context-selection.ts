import { changedMembers } from '../bindings/changed-members.js';
import { ContextSelectionChoices, type ChoiceShape } from '../bindings/context-choices.js';
import { KnownPermissions } from '../bindings/known-permissions.js';
import { note } from '../bindings/script-notes.js';
import type { ScriptedSession, SessionShape } from '../bindings/session-shape.js';
import { UserSessionDetails } from '../bindings/user-session-details.js';
import { scriptedFunction } from '../scripted-function.js';

export interface ContextSelectionInput {
  readonly session: SessionShape;
  readonly choices: readonly ChoiceShape[];
  readonly permissions: string;
}

/**
 * Called after the sign-in where an app asks for a context, before the person chooses. Says what there is to choose: what the function puts on the session
 * (`addLaunchResourceId`, a default launch context) is settled, and what it adds to the choices is offered. Nothing else of
 * the session is changed here, and the log says so where a script tries.
 * @configured `post_authorize_script` of SECURITY_OUT_SMART
 * @result nothing; what the function changed in its arguments counts
 * @failing the authorization ends with an error page
 */
export type OnSmartLoginPreContextSelection = (
  theUserSession: UserSessionDetails,
  theContextSelectionChoices: ContextSelectionChoices,
) => void | Promise<void>;

/** `onSmartLoginPreContextSelection(theUserSession, theContextSelectionChoices)`. What it returns says nothing. */
export const onSmartLoginPreContextSelection = scriptedFunction({
  name: 'onSmartLoginPreContextSelection',
  begin: ({ session, choices, permissions }: ContextSelectionInput): Parameters<OnSmartLoginPreContextSelection> => [
    new UserSessionDetails(session, new KnownPermissions(permissions)),
    new ContextSelectionChoices(choices),
  ],
  finish: (_result, [session, choices], { session: given, permissions }) => {
    const scripted = UserSessionDetails.scripted(session);
    noteOthers(UserSessionDetails.scripted(new UserSessionDetails(given, new KnownPermissions(permissions))), scripted);
    return { session: scripted, choices: ContextSelectionChoices.listOf(choices) };
  },
});

/** Tells of changes that are none: they would be missed in the token without a word. */
function noteOthers(before: ScriptedSession, after: ScriptedSession): void {
  const others = changedMembers(before, after).filter((name) => !read.includes(name));
  if (others.length === 0) return;
  note(
    `theUserSession: ${others.join(', ')} stayed as before. Only launch resources and default launch contexts count in ` +
      'onSmartLoginPreContextSelection; permissions, FHIR user and user data are for onAuthenticateSuccess and onTokenGenerating',
  );
}

const read: readonly (keyof ScriptedSession)[] = ['launchResourceIds', 'defaultLaunchContexts'];
