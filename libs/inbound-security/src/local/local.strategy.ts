import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-local';
import type { SignInAttempt, SignInOutcome } from '../user-authenticator.port.js';
import type { AccountsInstance } from '../accounts/accounts-instance.js';
import type { LocalSignIn } from './local-sign-in.js';

/** What the strategy reads from a request: the posted form, and where it is to be checked. */
export interface LocalSignInRequest {
  readonly body: { readonly username: string; readonly password: string };
  readonly instance: AccountsInstance;
  readonly origin: Omit<SignInAttempt, 'username' | 'password'>;
}

/** passport's verdict with the whole outcome as its `info`. */
type Verified = [user: false | object, outcome: SignInOutcome];

/** The passport-local strategy of the local inbound modules; one strategy for all of them, the instance comes with the request. */
export class LocalStrategy extends PassportStrategy(Strategy, 'gatehouse-local') {
  constructor(private readonly signIn: LocalSignIn) {
    super({ passReqToCallback: true, session: false });
  }

  /** Never throws: passport would ask no further strategy after an error, and a wrong password is none. */
  async validate(request: LocalSignInRequest, username: string, password: string): Promise<Verified> {
    const outcome = await this.signIn.attempt(request.instance, { ...request.origin, username, password });
    return [outcome.kind === 'authenticated' ? outcome.user : false, outcome];
  }
}
