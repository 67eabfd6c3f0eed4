import { LocalInboundOptions } from '../local/local-inbound.options.js';
import type { AccountsInstance } from '../accounts/accounts-instance.js';
import type { LdapInboundInstance } from './ldap-inbound-instance.js';

/** The accounts that an LDAP module keeps of people of its directory, as those of local modules are kept: without passwords, names in any case. */
export function accountsOfDirectory({ nodeId, moduleId, options }: LdapInboundInstance): AccountsInstance {
  const { lockout, credentialsCache, secondFactor, callbackScript, scriptEngine } = options;
  const taken = { lockout, credentialsCache, secondFactor, callbackScript, scriptEngine };
  return { nodeId, moduleId, options: Object.assign(new LocalInboundOptions(), taken), passwordsAt: 'directory' };
}
