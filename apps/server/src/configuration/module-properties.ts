import { AdminWebOptions } from '#admin-console/instances/admin-web.options';
import { AdminJsonOptions } from '#admin-api/instances/admin-json.options';
import { LdapInboundOptions } from '#inbound-security/ldap/ldap-inbound.options';
import { LocalInboundOptions } from '#inbound-security/local/local-inbound.options';
import { SamlInboundOptions } from '#inbound-security/saml/saml-inbound.options';
import { ScriptedInboundOptions } from '#inbound-security/scripted/scripted-inbound.options';
import { SmartInboundOptions } from '#inbound-security/smart/smart-inbound.options';
import type { ModuleTypeProperties } from '#module-config/catalogue/module-type-properties';
import { propertiesOf, type OptionsClass } from '#module-config/property.port';
import { OutboundSmartOptions } from '#outbound-smart/outbound-smart.options';
import { ClusterManagerOptions } from './cluster-manager.options.js';

/** The options class of each type of module that is part of this server. */
const optionsClasses: ReadonlyMap<string, OptionsClass<object>> = new Map<string, OptionsClass<object>>([
  ['SECURITY_OUT_SMART', OutboundSmartOptions],
  ['SECURITY_IN_LOCAL', LocalInboundOptions],
  ['SECURITY_IN_LDAP', LdapInboundOptions],
  ['SECURITY_IN_SCRIPTED', ScriptedInboundOptions],
  ['SECURITY_IN_SAML', SamlInboundOptions],
  ['SECURITY_IN_SMART', SmartInboundOptions],
  ['ADMIN_JSON', AdminJsonOptions],
  ['ADMIN_WEB', AdminWebOptions],
  ['CLUSTER_MGR', ClusterManagerOptions],
]);

/** The properties of a type of module that have an effect here; none for a type that is not part of this server. */
export function modulePropertiesOf(type: string): ModuleTypeProperties {
  const optionsClass = optionsClasses.get(type);
  return { type, properties: optionsClass === undefined ? [] : propertiesOf(optionsClass) };
}
