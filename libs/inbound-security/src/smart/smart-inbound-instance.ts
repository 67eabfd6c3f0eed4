import type { SmartInboundOptions } from './smart-inbound.options.js';

/**
 * One configured SMART inbound module: which of our own SMART outbound modules' access tokens count where this module is named as
 * `requires.SECURITY_IN_OIC`. Tokens of other issuers do not count yet, whatever servers are defined.
 */
export interface SmartInboundInstance {
  readonly nodeId: string;
  readonly moduleId: string;
  /** Ids of the outbound modules. */
  readonly trustedModuleIds: readonly string[];
  readonly options: SmartInboundOptions;
}
