import type { AccountsInstance } from '../accounts/accounts-instance.js';
import { LocalInboundOptions } from '../local/local-inbound.options.js';
import type { SmartInboundInstance } from './smart-inbound-instance.js';

/** The accounts of a SMART inbound module, to be administered as any. Nobody signs in to it: names are as other servers write them. */
export function accountsOfTokens({ nodeId, moduleId }: SmartInboundInstance): AccountsInstance {
  const options = Object.assign(new LocalInboundOptions(), { usernameCaseSensitive: true });
  return { nodeId, moduleId, options, passwordsAt: 'other-server' };
}
