import passport from 'passport';
import type { SignInOutcome } from './user-authenticator.port.js';

type PassportMiddleware = (request: object, response: object, next: (error?: unknown) => void) => void;

/**
 * Runs a passport strategy for one attempt. Without a session of passport's: who is signed in is the browser session's business.
 * @returns the outcome that the strategy gave; undefined where the package behind it refused before it was asked
 */
export function runPassport(strategy: passport.Strategy, request: object): Promise<SignInOutcome | undefined> {
  return new Promise((resolve) => {
    const unavailable = (cause: unknown): void => resolve({ kind: 'unavailable', cause });
    const done = (error: unknown, _user: unknown, outcome?: SignInOutcome | { message: string }): void => {
      if (error) unavailable(error);
      else resolve(outcome !== undefined && 'kind' in outcome ? outcome : undefined);
    };
    // passport hangs this attempt's callbacks on the strategy it is given, so concurrent attempts must not share the object.
    const own = Object.create(strategy) as passport.Strategy;
    const middleware = passport.authenticate(own, { session: false }, done) as unknown as PassportMiddleware;
    middleware(request, {}, unavailable);
  });
}
