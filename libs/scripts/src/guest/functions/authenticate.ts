import type { AuthenticationFailure } from '../bindings/authentication-failure.js';
import { AuthenticationRequest, type AuthenticationRequestShape } from '../bindings/authentication-request.js';
import { SmartCodapAuthorizationRequest, type CodapRequestShape } from '../bindings/codap-request.js';
import { KnownPermissions } from '../bindings/known-permissions.js';
import { ScriptAuthenticationOutcomeFactory, scriptedOutcome } from '../bindings/outcome-factory.js';
import type { UserSessionDetails } from '../bindings/user-session-details.js';
import { scriptedFunction } from '../scripted-function.js';

/** Two places call a function of this name: the CODAP grant, and scripted inbound modules. */
export type AuthenticateInput = { readonly permissions: string } & (
  | { readonly kind: 'codap'; readonly request: CodapRequestShape }
  | { readonly kind: 'sign-in'; readonly request: AuthenticationRequestShape }
);

type Outcome = UserSessionDetails | AuthenticationFailure;

/**
 * `authenticate` of CODAP: called for each request with good JWTs, before there is a token. Decides who the practitioner is here, and what they may do with this
 * one token.
 * @configured `codap.auth_script` of SECURITY_OUT_SMART, or else `post_authorize_script`
 * @result an outcome of `theOutcomeFactory`; a success needs a `username`
 * @failing no token: the answer is 400 `invalid_grant`
 */
export type AuthenticateCodap = (
  theRequest: SmartCodapAuthorizationRequest,
  theOutcomeFactory: ScriptAuthenticationOutcomeFactory,
) => Outcome | Promise<Outcome>;

/**
 * `authenticate` of a scripted inbound module: called with the name and password that somebody typed. Knows whether they belong together.
 * @configured `callback_script` of SECURITY_IN_SCRIPTED
 * @result an outcome of `theOutcomeFactory`; a success needs a `username`
 * @failing nobody signs in, and it counts as no wrong password
 */
export type AuthenticateSignIn = (
  theRequest: AuthenticationRequest,
  theOutcomeFactory: ScriptAuthenticationOutcomeFactory,
) => Outcome | Promise<Outcome>;

/** `authenticate(theRequest, theOutcomeFactory)`: must return an outcome. */
export const authenticate = scriptedFunction({
  name: 'authenticate',
  begin: ({
    permissions,
    ...input
  }: AuthenticateInput): Parameters<AuthenticateCodap> | Parameters<AuthenticateSignIn> => {
    const factory = new ScriptAuthenticationOutcomeFactory(new KnownPermissions(permissions));
    return input.kind === 'codap'
      ? [new SmartCodapAuthorizationRequest(input.request), factory]
      : [new AuthenticationRequest(input.request), factory];
  },
  finish: (result) => scriptedOutcome(result),
});
