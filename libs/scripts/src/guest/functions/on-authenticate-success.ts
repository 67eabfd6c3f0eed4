import { authenticationContext, type ContextShape } from '../bindings/authentication-context.js';
import { KnownPermissions } from '../bindings/known-permissions.js';
import { outcomeIn, ScriptAuthenticationOutcomeFactory, scriptedOutcome } from '../bindings/outcome-factory.js';
import type { SessionShape } from '../bindings/session-shape.js';
import { UserSessionDetails } from '../bindings/user-session-details.js';
import { scriptedFunction } from '../scripted-function.js';

export interface AuthenticateSuccessInput {
  readonly session: SessionShape;
  readonly context: ContextShape;
  readonly permissions: string;
}

/**
 * `onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext)`. Without a `return` it means theOutcome as the script changed it: functions that
 * only add something are written like that. But a failure that was made and not returned was meant to refuse somebody, and null is no outcome.
 */
export const onAuthenticateSuccess = scriptedFunction({
  name: 'onAuthenticateSuccess',
  begin: ({ session, context, permissions }: AuthenticateSuccessInput) => {
    const known = new KnownPermissions(permissions);
    return [
      new UserSessionDetails(session, known),
      new ScriptAuthenticationOutcomeFactory(known),
      authenticationContext(context),
    ] as const;
  },
  finish: (result, [outcome, factory]) => {
    if (result === undefined && ScriptAuthenticationOutcomeFactory.hasFailed(factory))
      return { kind: 'unusable', detail: 'it made a failure and returned nothing: it needs a return' } as const;
    const returned = result === undefined ? outcome : outcomeIn(result);
    return { ...scriptedOutcome(returned), isNew: returned !== outcome };
  },
});
