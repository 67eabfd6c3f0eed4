import type { AcceptedGroup } from './accepted-group.js';
import { administrationKeys } from './keys/administration-keys.js';
import { clusterManagerKeys } from './keys/cluster-manager-keys.js';
import { smartInboundKeys } from './keys/inbound-keys.js';
import { listenerKeys } from './keys/listener-keys.js';
import { outboundSmartKeys } from './keys/outbound-smart-keys.js';
import { scriptEngineKeys } from './keys/script-engine-keys.js';

const groupsByType: ReadonlyMap<string, readonly AcceptedGroup[]> = new Map([
  ['SECURITY_OUT_SMART', [...outboundSmartKeys, ...listenerKeys, ...scriptEngineKeys]],
  ['SECURITY_IN_LOCAL', scriptEngineKeys],
  ['SECURITY_IN_SMART', [...smartInboundKeys, ...scriptEngineKeys]],
  ['SECURITY_IN_LDAP', scriptEngineKeys],
  ['SECURITY_IN_SCRIPTED', scriptEngineKeys],
  ['SECURITY_IN_SAML', scriptEngineKeys],
  ['ADMIN_JSON', [...listenerKeys, ...administrationKeys]],
  ['CLUSTER_MGR', clusterManagerKeys],
]);

/** Types of module whose properties are known by name, in the order of the page. */
export const cataloguedTypes: readonly string[] = [...groupsByType.keys()];

/** What a type of module of the product has and nothing here reads; a property of an options class may be among it and goes before. */
export function acceptedGroups(moduleType: string): readonly AcceptedGroup[] {
  return groupsByType.get(moduleType) ?? [];
}
