import { ContextSelectionChoices, type ChoiceShape } from '../bindings/context-choices.js';
import { KnownPermissions } from '../bindings/known-permissions.js';
import type { SessionShape } from '../bindings/session-shape.js';
import { UserSessionDetails } from '../bindings/user-session-details.js';
import { scriptedFunction } from '../scripted-function.js';

export interface ContextSelectionInput {
  readonly session: SessionShape;
  readonly choices: readonly ChoiceShape[];
  readonly permissions: string;
}

/** `onSmartLoginPreContextSelection(theUserSession, theContextSelectionChoices)`. What it returns says nothing. */
export const onSmartLoginPreContextSelection = scriptedFunction({
  name: 'onSmartLoginPreContextSelection',
  begin: ({ session, choices, permissions }: ContextSelectionInput) =>
    [new UserSessionDetails(session, new KnownPermissions(permissions)), new ContextSelectionChoices(choices)] as const,
  finish: (_result, [session, choices]) => ({
    session: UserSessionDetails.scripted(session),
    choices: ContextSelectionChoices.listOf(choices),
  }),
});
