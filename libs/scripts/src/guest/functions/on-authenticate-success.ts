import type { AuthenticationFailure } from '../bindings/authentication-failure.js';
import {
  authenticationContext,
  type AuthenticationContext,
  type ContextShape,
  type SecurityInSmartAuthenticationContext,
} from '../bindings/authentication-context.js';
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

type Outcome = UserSessionDetails | AuthenticationFailure;

/**
 * Called when somebody has shown who they are: by a password, a passkey, SAML, another server or a token of another server. Decides whether they come in, and
 * what they may do and are called until the next sign-in. User name and notes stay those of the account. `theContext` has `getClaim` only where another server vouches for the person: ask `'getClaim' in theContext`.
 * @configured `callback_script` of SECURITY_IN_LOCAL, SECURITY_IN_LDAP, SECURITY_IN_SAML and SECURITY_IN_SMART
 * @result `theOutcome`, or an outcome of `theOutcomeFactory`; nothing means `theOutcome` as it was changed
 * @failing nobody signs in
 */
export type OnAuthenticateSuccess = (
  theOutcome: UserSessionDetails,
  theOutcomeFactory: ScriptAuthenticationOutcomeFactory,
  theContext: AuthenticationContext | SecurityInSmartAuthenticationContext,
) => Outcome | undefined | Promise<Outcome | undefined>;

/**
 * `onAuthenticateSuccess` for people of another server, and for its access tokens: `theContext` has the claims.
 * @configured `federationAuthScriptText` of the server's definition; `callback_script` of SECURITY_IN_SMART
 * @result `theOutcome`, or an outcome of `theOutcomeFactory`; nothing means `theOutcome` as it was changed
 * @failing nobody signs in
 */
export type OnFederatedAuthenticateSuccess = (
  theOutcome: UserSessionDetails,
  theOutcomeFactory: ScriptAuthenticationOutcomeFactory,
  theContext: SecurityInSmartAuthenticationContext,
) => Outcome | undefined | Promise<Outcome | undefined>;

/**
 * `onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext)`. Without a `return` it means theOutcome as the script changed it: functions that
 * only add something are written like that. But a failure that was made and not returned was meant to refuse somebody, and null is no outcome.
 */
export const onAuthenticateSuccess = scriptedFunction({
  name: 'onAuthenticateSuccess',
  begin: ({ session, context, permissions }: AuthenticateSuccessInput): Parameters<OnAuthenticateSuccess> => {
    const known = new KnownPermissions(permissions);
    return [
      new UserSessionDetails(session, known),
      new ScriptAuthenticationOutcomeFactory(known),
      authenticationContext(context),
    ];
  },
  finish: (result, [outcome, factory]) => {
    if (result === undefined && ScriptAuthenticationOutcomeFactory.hasFailed(factory))
      return { kind: 'unusable', detail: 'it made a failure and returned nothing: it needs a return' } as const;
    const returned = result === undefined ? outcome : outcomeIn(result);
    return { ...scriptedOutcome(returned), isNew: returned !== outcome };
  },
});
