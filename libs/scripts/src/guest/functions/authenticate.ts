import { AuthenticationRequest, type AuthenticationRequestShape } from '../bindings/authentication-request.js';
import { SmartCodapAuthorizationRequest, type CodapRequestShape } from '../bindings/codap-request.js';
import { KnownPermissions } from '../bindings/known-permissions.js';
import { ScriptAuthenticationOutcomeFactory, scriptedOutcome } from '../bindings/outcome-factory.js';
import { scriptedFunction } from '../scripted-function.js';

/** Two places call a function of this name: the CODAP grant, and scripted inbound modules. */
export type AuthenticateInput = { readonly permissions: string } & (
  | { readonly kind: 'codap'; readonly request: CodapRequestShape }
  | { readonly kind: 'sign-in'; readonly request: AuthenticationRequestShape }
);

/** `authenticate(theRequest, theOutcomeFactory)`: must return an outcome. */
export const authenticate = scriptedFunction({
  name: 'authenticate',
  begin: ({ permissions, ...input }: AuthenticateInput) =>
    [
      input.kind === 'codap'
        ? new SmartCodapAuthorizationRequest(input.request)
        : new AuthenticationRequest(input.request),
      new ScriptAuthenticationOutcomeFactory(new KnownPermissions(permissions)),
    ] as const,
  finish: (result) => scriptedOutcome(result),
});
