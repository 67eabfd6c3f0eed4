import { networkOf } from '#protocol/network-of';
import { ScriptFailure } from '#scripts/script-failure.port';
import { SharedPlaces } from '#slow-hashing/shared-places.port';
import { isPasswordLengthAccepted } from '../passwords/password-hash.js';
import { runPassport } from '../run-passport.js';
import type { SignInAttempt, SignInOutcome } from '../user-authenticator.port.js';
import type { AuthenticatorOfKind } from '../user-authenticators.js';
import { LdapAttempt } from './ldap-attempt.js';
import type { LdapInboundInstance, LdapInboundInstances } from './ldap-inbound-instance.js';
import type { LdapSignIn } from './ldap-sign-in.js';
import type { LdapSignInDependencies } from './ldap-sign-in-dependencies.js';
import type { LdapSignInRequest, LdapStrategy } from './ldap.strategy.js';

/** Attempts under way in this process; more are told to come back (F-35). */
const MOST_UNDER_WAY = 50;
const RETRY_AFTER_SECONDS = 2;

/** Has passwords checked by a directory through the passport strategy. */
export class LdapUserAuthenticator implements AuthenticatorOfKind {
  private readonly places = new SharedPlaces(MOST_UNDER_WAY);

  constructor(
    private readonly instances: LdapInboundInstances,
    private readonly strategy: LdapStrategy,
    private readonly signIn: LdapSignIn,
    private readonly dependencies: LdapSignInDependencies,
  ) {}

  has(moduleId: string): boolean {
    return this.instances.has(moduleId);
  }

  async authenticate(moduleId: string, attempt: SignInAttempt): Promise<SignInOutcome> {
    const instance = this.instances.get(moduleId);
    if (instance === undefined)
      return { kind: 'unavailable', cause: new Error(`There is no LDAP inbound module ${moduleId}`) };
    // What is too long is refused before anything costs (V-61).
    if (!isPasswordLengthAccepted(attempt.password)) return { kind: 'refused', reason: 'unusable-password' };
    const leave = this.places.tryEnter(networkOf(attempt.remoteAddress));
    if (leave === undefined) return { kind: 'busy', retryAfterSeconds: RETRY_AFTER_SECONDS };
    try {
      return await this.judge(instance, attempt);
    } catch (cause) {
      return { kind: 'unavailable', cause };
    } finally {
      leave();
    }
  }

  private async judge(instance: LdapInboundInstance, given: SignInAttempt): Promise<SignInOutcome> {
    const attempt = new LdapAttempt(instance, given, this.dependencies);
    const server = await attempt.begin();
    if (server === undefined) return this.signIn.end(attempt, undefined, false);
    const { username, password } = given;
    const request: LdapSignInRequest = { body: { username, password }, attempt, server };
    const verdict = await runPassport(this.strategy, request);
    if (verdict?.kind === 'unavailable' && !(verdict.cause instanceof ScriptFailure))
      this.tell(instance, verdict.cause);
    return this.signIn.end(attempt, verdict, true);
  }

  /** People are told that it is unavailable, and nothing else. */
  private tell({ moduleId }: LdapInboundInstance, cause: unknown): void {
    // Errors of the system are of another realm where tests run.
    const { name = 'Error', message = String(cause) } = cause as Partial<Error>;
    this.dependencies.warn(`${moduleId}: the directory cannot be used: ${name}: ${message.slice(0, 300)}`);
  }
}
