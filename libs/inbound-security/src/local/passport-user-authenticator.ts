import passport from 'passport';
import type { SignInAttempt, SignInOutcome, UserAuthenticator } from '../user-authenticator.port.js';
import type { LocalInboundInstances } from './local-inbound-instance.js';
import type { LocalSignInRequest, LocalStrategy } from './local.strategy.js';

type PassportMiddleware = (request: LocalSignInRequest, response: object, next: (error?: unknown) => void) => void;

/**
 * Runs the passport strategy for one attempt and gives its verdict as an outcome. Without a session of passport's: who is signed in is the
 * browser session's business.
 */
export class PassportUserAuthenticator implements UserAuthenticator {
  constructor(
    private readonly instances: LocalInboundInstances,
    private readonly strategy: LocalStrategy,
  ) {}

  async authenticate(moduleId: string, attempt: SignInAttempt): Promise<SignInOutcome> {
    const instance = this.instances.get(moduleId);
    if (instance === undefined)
      return { kind: 'unavailable', cause: new Error(`There is no local inbound module ${moduleId}`) };
    const { username, password, ...origin } = attempt;
    return this.run({ body: { username, password }, instance, origin });
  }

  private run(request: LocalSignInRequest): Promise<SignInOutcome> {
    return new Promise((resolve) => {
      const unavailable = (cause: unknown): void => resolve({ kind: 'unavailable', cause });
      const done = (error: unknown, _user: unknown, outcome?: SignInOutcome | { message: string }): void => {
        if (error) unavailable(error);
        // Without a name or a password passport-local does not ask us and gives a message instead of an outcome.
        else
          resolve(outcome !== undefined && 'kind' in outcome ? outcome : { kind: 'refused', reason: 'wrong-password' });
      };
      // passport hangs this attempt's callbacks on the strategy it is given, so concurrent attempts must not share the object.
      const strategy = Object.create(this.strategy) as LocalStrategy;
      const middleware = passport.authenticate(strategy, { session: false }, done) as unknown as PassportMiddleware;
      middleware(request, {}, unavailable);
    });
  }
}
