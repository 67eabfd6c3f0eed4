import type { SignInAttempt, SignInOutcome, UserAuthenticator } from './user-authenticator.port.js';

/** Checks passwords for the modules of one kind. */
export interface AuthenticatorOfKind extends UserAuthenticator {
  /** Whether a module of this id runs, and is of this kind. */
  has(moduleId: string): boolean;
}

/** Has each password checked by the kind of its module (ruling 16). */
export class UserAuthenticators implements UserAuthenticator {
  constructor(private readonly kinds: readonly AuthenticatorOfKind[]) {}

  async authenticate(moduleId: string, attempt: SignInAttempt): Promise<SignInOutcome> {
    const kind = this.kinds.find((each) => each.has(moduleId));
    if (kind !== undefined) return kind.authenticate(moduleId, attempt);
    return { kind: 'unavailable', cause: new Error(`There is no inbound module ${moduleId}`) };
  }
}
