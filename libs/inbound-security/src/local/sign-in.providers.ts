import { setTimeout as wait } from 'node:timers/promises';
import { Logger, type Provider } from '@nestjs/common';
import { CLOCK, type Clock } from '#protocol/clock';
import { AUTHENTICATION_SCRIPT, type AuthenticationScript } from '#scripts/authentication-script.port';
import { lockForGood } from '../administration/lock-for-good.js';
import { createUnknownUser } from '../administration/unknown-users.js';
import { UserWrites } from '../administration/user-writes.js';
import { BASIC_CREDENTIALS } from '../basic-credentials.port.js';
import { LdapUserAuthenticator } from '../ldap/ldap-user-authenticator.js';
import { CallbackScript } from './callback-script.js';
import { EvenRefusals } from './even-refusals.js';
import { FullNetworks } from '../attempts/full-networks.js';
import { RecognisedCredentials } from '../attempts/recognised-credentials.js';
import { ACCOUNTS_INSTANCES, type AccountsInstances } from '../accounts/accounts-instance.js';
import { LocalSignIn } from './local-sign-in.js';
import { VouchedSignIn } from './vouched-sign-in.js';
import { LocalStrategy } from './local.strategy.js';
import { PassportUserAuthenticator } from './passport-user-authenticator.js';
import { RememberedCredentials } from '../attempts/remembered-credentials.js';
import { USER_CHANGES, type UserChangeDependencies } from '../accounts/user-change-dependencies.js';
import { RESERVED_NAMES, type ReservedNames } from '../reserved-names.port.js';
import { SecondFactorCredentials } from '../second-factor/second-factor-credentials.js';
import { SECOND_FACTORS, type SecondFactors } from '../second-factor.port.js';
import { DirectorySignInStore } from '../stores/directory-sign-in.store.js';
import { SIGN_IN_COMPLETION, type SignInCompletion } from '../sign-in-completion.port.js';
import { StoredSignInCompletion } from '../accounts/stored-sign-in-completion.js';
import { SignInStore } from '../stores/sign-in.store.js';
import { accountAlone } from '../stores/sign-in-details.store.js';
import { USER_AUTHENTICATOR, type UserAuthenticator } from '../user-authenticator.port.js';
import { USER_DIRECTORY, type UserDirectory } from '../user-directory.port.js';
import { ScriptedSignIn } from '../scripted/scripted-sign-in.js';
import { UserAuthenticators, type AuthenticatorOfKind } from '../user-authenticators.js';

/** Signing in, whoever knows the password. */
export const signInProviders: Provider[] = [
  {
    provide: FullNetworks,
    useFactory: () => new FullNetworks((message) => new Logger('InboundSecurity').warn(message)),
  },
  {
    provide: LocalStrategy,
    inject: [SignInStore, USER_CHANGES, UserWrites, RESERVED_NAMES, FullNetworks, CallbackScript],
    useFactory: (
      store: SignInStore,
      { sql, audit, queue }: UserChangeDependencies,
      writes: UserWrites,
      reserved: ReservedNames,
      networks: FullNetworks,
      script: CallbackScript,
    ) => {
      const logger = new Logger('InboundSecurity');
      const createUnknown = createUnknownUser.bind(undefined, { sql, writes, audit, reserved });
      const lock = lockForGood.bind(undefined, { sql, audit, writes });
      const even = new EvenRefusals((milliseconds) => wait(milliseconds));
      const warn = (message: string): void => logger.warn(message);
      const vouched = new VouchedSignIn({ store, counts: new DirectorySignInStore(sql), script, warn });
      return new LocalStrategy(
        new LocalSignIn({ queue, store, createUnknown, lockForGood: lock, vouched, even, networks, warn }),
      );
    },
  },
  {
    provide: USER_AUTHENTICATOR,
    inject: [ACCOUNTS_INSTANCES, LocalStrategy, LdapUserAuthenticator, ScriptedSignIn],
    useFactory: (instances: AccountsInstances, strategy: LocalStrategy, ...others: AuthenticatorOfKind[]) =>
      new UserAuthenticators([new PassportUserAuthenticator(instances, strategy), ...others]),
  },
  {
    provide: SIGN_IN_COMPLETION,
    inject: [USER_CHANGES],
    useFactory: (changes: UserChangeDependencies) => new StoredSignInCompletion(changes),
  },
  {
    provide: CallbackScript,
    inject: [USER_CHANGES, AUTHENTICATION_SCRIPT, CLOCK],
    useFactory: ({ sql, instances }: UserChangeDependencies, script: AuthenticationScript, clock: Clock) =>
      new CallbackScript({
        ...{ instances, script, clock },
        accountAlone: (user) => accountAlone(sql, user),
        warn: (message) => new Logger('InboundSecurity').warn(message),
      }),
  },
  {
    provide: BASIC_CREDENTIALS,
    inject: [ACCOUNTS_INSTANCES, USER_AUTHENTICATOR, USER_DIRECTORY, SECOND_FACTORS, SIGN_IN_COMPLETION],
    useFactory: (
      instances: AccountsInstances,
      authenticator: UserAuthenticator,
      directory: UserDirectory,
      factors: SecondFactors,
      completion: SignInCompletion,
    ) => {
      const remembered = new RememberedCredentials();
      return new SecondFactorCredentials(
        new RecognisedCredentials({ instances, authenticator, directory, remembered, factors, completion }),
        factors,
      );
    },
  },
];
