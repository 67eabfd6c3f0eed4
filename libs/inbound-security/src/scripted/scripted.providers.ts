import { setTimeout as wait } from 'node:timers/promises';
import { Logger, type Provider } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import { SIGN_IN_SCRIPT, type SignInScript } from '#scripts/sign-in-script.port';
import { ACCOUNTS_INSTANCES, type AccountsInstances } from '../accounts/accounts-instance.js';
import { FullNetworks } from '../attempts/full-networks.js';
import { RefusalPace } from '../attempts/refusal-pace.js';
import { EXTERNAL_ACCOUNTS, type ExternalAccounts } from '../external-accounts.port.js';
import { DirectorySignInStore } from '../stores/directory-sign-in.store.js';
import { SignInStore } from '../stores/sign-in.store.js';
import { ScriptedSignIn } from './scripted-sign-in.js';

/** Signing in by passwords that a script knows. */
export const scriptedProviders: Provider[] = [
  {
    provide: ScriptedSignIn,
    inject: [ACCOUNTS_INSTANCES, SQL, SignInStore, EXTERNAL_ACCOUNTS, SIGN_IN_SCRIPT, FullNetworks],
    useFactory: (
      instances: AccountsInstances,
      sql: Sql,
      store: SignInStore,
      accounts: ExternalAccounts,
      script: SignInScript,
      networks: FullNetworks,
    ) => {
      const logger = new Logger('InboundSecurity');
      return new ScriptedSignIn({
        ...{ instances, store, accounts, script, networks },
        counts: new DirectorySignInStore(sql),
        pace: new RefusalPace(),
        wait: (milliseconds) => wait(milliseconds),
        warn: (message) => logger.warn(message),
      });
    },
  },
];
