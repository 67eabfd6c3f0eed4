import { runPassport } from '../run-passport.js';
import type { SignInAttempt, SignInOutcome } from '../user-authenticator.port.js';
import type { AuthenticatorOfKind } from '../user-authenticators.js';
import type { AccountsInstances } from '../accounts/accounts-instance.js';
import type { LocalSignInRequest, LocalStrategy } from './local.strategy.js';

/** Has passwords that are kept here checked by the local passport strategy. */
export class PassportUserAuthenticator implements AuthenticatorOfKind {
  constructor(
    private readonly instances: AccountsInstances,
    private readonly strategy: LocalStrategy,
  ) {}

  has(moduleId: string): boolean {
    const instance = this.instances.get(moduleId);
    return instance !== undefined && instance.passwordsAt === undefined;
  }

  async authenticate(moduleId: string, attempt: SignInAttempt): Promise<SignInOutcome> {
    const instance = this.instances.get(moduleId);
    if (instance === undefined)
      return { kind: 'unavailable', cause: new Error(`There is no local inbound module ${moduleId}`) };
    const { username, password, ...origin } = attempt;
    const request: LocalSignInRequest = { body: { username, password }, instance, origin };
    // Without a name or a password passport-local does not ask us.
    return (await runPassport(this.strategy, request)) ?? { kind: 'refused', reason: 'unusable-password' };
  }
}
