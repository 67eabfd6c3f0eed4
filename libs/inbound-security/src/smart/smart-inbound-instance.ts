import type { SmartInboundOptions } from './smart-inbound.options.js';

/**
 * One configured SMART inbound module: whose access tokens count where this module is named as `requires.SECURITY_IN_OIC`. Those of the servers that
 * are defined for it, and of some of our own SMART outbound modules.
 */
export interface SmartInboundInstance {
  readonly nodeId: string;
  readonly moduleId: string;
  /** Ids of the outbound modules. */
  readonly trustedModuleIds: readonly string[];
  /** Certificates of the authorities that defined servers' certificates must come from, PEM; absent = those of the machine. */
  readonly serverAuthorities?: string;
  readonly options: SmartInboundOptions;
}

/** The SMART inbound modules that run, by module id; the composition root may add and remove. */
export type SmartInboundInstances = ReadonlyMap<string, SmartInboundInstance>;

/** DI token of {@link SmartInboundInstances}. */
export const SMART_INBOUND_INSTANCES = Symbol('SmartInboundInstances');
