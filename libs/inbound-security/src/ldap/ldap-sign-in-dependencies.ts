import type { Clock } from '#protocol/clock';
import type { AuthenticationScript } from '#scripts/authentication-script.port';
import type { ExternalAccounts } from '../external-accounts.port.js';
import type { FullNetworks } from '../attempts/full-networks.js';
import type { DirectorySignInStore } from '../stores/directory-sign-in.store.js';
import type { SignInStore } from '../stores/sign-in.store.js';
import type { DirectoryConnections } from './directory-connections.js';
import type { RefusalPace } from '../attempts/refusal-pace.js';

/** What a sign-in by a directory needs of its surroundings. */
export interface LdapSignInDependencies {
  readonly store: Pick<SignInStore, 'start'>;
  readonly counts: DirectorySignInStore;
  readonly accounts: ExternalAccounts;
  readonly script: AuthenticationScript;
  readonly connections: DirectoryConnections;
  readonly pace: RefusalPace;
  readonly networks: FullNetworks;
  readonly clock: Clock;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** For what went wrong without concern to the person. */
  readonly warn: (message: string) => void;
}
