import type { ConfiguredScript } from '#scripts/configured-script.port';
import type { LocalInboundOptions } from '../local/local-inbound.options.js';

/** The accounts of one configured inbound module, of whatever kind it is. Data, passed as an argument (ruling 51). */
export interface AccountsInstance {
  readonly nodeId: string;
  readonly moduleId: string;
  readonly options: LocalInboundOptions;
  /** Who knows the passwords of its people, where that is not this server: it has their accounts, and none of their passwords. */
  readonly passwordsAt?: 'directory' | 'other-server' | 'script';
  /** That script, where a script knows them. */
  readonly signInScript?: ConfiguredScript;
}

/** The accounts of all inbound modules of this process by module id; the composition root may add and remove while it runs. */
export type AccountsInstances = ReadonlyMap<string, AccountsInstance>;

/** DI token of {@link AccountsInstances}. */
export const ACCOUNTS_INSTANCES = Symbol('AccountsInstances');

/** @throws Error no such module is configured */
export function instanceOf(instances: AccountsInstances, moduleId: string): AccountsInstance {
  const instance = instances.get(moduleId);
  if (instance === undefined) throw new Error(`There is no inbound module ${moduleId} that has accounts`);
  return instance;
}
