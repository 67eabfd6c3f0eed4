import { LocalInboundOptions } from '../local/local-inbound.options.js';
import type { LocalInboundInstances } from '../local/local-inbound-instance.js';

/** By which rules the second factors of a module's people are judged. */
export type SecondFactorRules = Pick<LocalInboundOptions, 'secondFactor' | 'lockoutSeconds' | 'lockoutPermanent'>;

/** Those of a module; of one that does not say anything of second factors, the defaults. */
export function secondFactorRules(instances: LocalInboundInstances, moduleId: string): SecondFactorRules {
  return instances.get(moduleId)?.options ?? new LocalInboundOptions();
}
