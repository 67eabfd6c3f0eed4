import { PassportStrategy } from '@nestjs/passport';
import type LdapAuth from 'ldapauth-fork';
import Strategy from 'passport-ldapauth';
import type { SignInOutcome } from '../user-authenticator.port.js';
import type { LdapAttempt } from './ldap-attempt.js';
import type { LdapSignIn } from './ldap-sign-in.js';

/** What the strategy reads from a request: the posted form, and the attempt it belongs to. */
export interface LdapSignInRequest {
  readonly body: { readonly username: string; readonly password: string };
  readonly attempt: LdapAttempt;
  /** What the directory is asked with. */
  readonly server: LdapAuth.Options;
}

/** passport's verdict with the whole outcome as its `info`. */
type Verified = [user: false | object, outcome: SignInOutcome];

/** The passport-ldapauth strategy of the LDAP inbound modules; one strategy for all of them, what is asked comes with the request. */
export class LdapStrategy extends PassportStrategy(Strategy, 'gatehouse-ldap') {
  constructor(private readonly signIn: LdapSignIn) {
    const optionsOf: Strategy.OptionsFunction = (request, done) => {
      const { server } = request as unknown as LdapSignInRequest;
      done(null, { server, passReqToCallback: true });
    };
    super(optionsOf);
  }

  /** Called with the entry of a person whose password was right. */
  async validate({ attempt }: LdapSignInRequest, entry: LdapAuth.Entry): Promise<Verified> {
    const outcome = await this.signIn.welcome(attempt, entry);
    return [outcome.kind === 'authenticated' ? outcome.user : false, outcome];
  }
}
