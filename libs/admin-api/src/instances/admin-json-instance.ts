import type { AdminJsonOptions } from './admin-json.options.js';

/** One module of type ADMIN_JSON: a listener of the JSON admin API. Immutable data, resolved for each request (ruling 51). */
export interface AdminJsonInstance {
  readonly nodeId: string;
  readonly moduleId: string;
  /** Path this server strips from incoming requests (`context_path`): '' at the root. */
  readonly contextPath: string;
  /** The module against which user names and passwords are checked (`requires.SECURITY_IN_UP`), where the options have them taken. */
  readonly inboundModuleId: string;
  /** The SMART outbound modules whose access tokens count (`requires.SECURITY_IN_OIC`); empty: none does. */
  readonly bearerModuleIds: readonly string[];
  /** The SMART inbound module that says whose access tokens count, where `requires.SECURITY_IN_OIC` names one. */
  readonly smartInboundModuleId?: string;
  /** Whose word counts about whom they were called by; absent: nobody's. */
  readonly isTrustedProxy?: (address: string) => boolean;
  readonly options: AdminJsonOptions;
}
