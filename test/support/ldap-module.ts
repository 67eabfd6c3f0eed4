import { readLdapInbound } from '../../libs/inbound-security/src/ldap/read-ldap-inbound.js';
import type { LdapInboundInstance } from '../../libs/inbound-security/src/ldap/ldap-inbound-instance.js';
import { directoryBase, systemUser, type Slapd } from './slapd.js';

/** Properties of an LDAP module for the people of {@link Slapd}; without `module.<id>.config.`. */
export function ldapProperties(
  slapd: Pick<Slapd, 'plainUrl' | 'ca'>,
  more: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  return {
    'ldap.url': slapd.plainUrl,
    'ldap.ca.text': slapd.ca,
    'ldap.system_user.dn': systemUser.dn,
    'ldap.system_user.password': systemUser.password,
    'authenticator.bind.user.base': `ou=people,${directoryBase}`,
    'authenticator.bind.user.query': '(&(objectClass=inetOrgPerson)(|(uid={0})(mail={0})))',
    'user_attribute.username': 'uid',
    'native_permission.user_attribute': 'employeeType',
    ...more,
  };
}

/** The same as lines of a property file. */
export function ldapModuleLines(moduleId: string, properties: Readonly<Record<string, string>>): readonly string[] {
  const lines = Object.entries(properties).map(
    ([key, value]) => `module.${moduleId}.config.${key}=${value.trimEnd().replaceAll('\n', '\\n\\\n')}`,
  );
  return [`module.${moduleId}.type=SECURITY_IN_LDAP`, ...lines];
}

/** The same as an instance. @throws Error with everything that is wrong with it */
export function ldapInstance(moduleId: string, properties: Readonly<Record<string, string>>): LdapInboundInstance {
  const module = { nodeId: 'Master', moduleId, config: new Map(Object.entries(properties)) };
  const { instance, problems } = readLdapInbound(module, 'evaluation');
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return instance;
}
