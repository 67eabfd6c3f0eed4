import type LdapAuth from 'ldapauth-fork';
import type { Authority } from '#protocol/user/authority';
import type { LdapInboundOptions } from './ldap-inbound.options.js';

/** Members of a group, and what they may do. */
export interface GroupPermissions {
  /** The group, as {@link comparableDn} makes it. */
  readonly group: string;
  readonly authorities: readonly Authority[];
}

/** One configured LDAP inbound module. Data, passed as an argument (ruling 51). */
export interface LdapInboundInstance {
  readonly nodeId: string;
  readonly moduleId: string;
  readonly options: LdapInboundOptions;
  readonly connection: LdapAuth.ConnectionOptions;
  /** Absent: whoever connects may search. */
  readonly systemUser?: { readonly dn: string; readonly password: string };
  /** Attribute with the user name. */
  readonly usernameAttribute: string;
  readonly globalAuthorities: readonly Authority[];
  readonly groupPermissions: readonly GroupPermissions[];
}

/** The LDAP inbound modules of this process by module id; the composition root may add and remove while it runs. */
export type LdapInboundInstances = ReadonlyMap<string, LdapInboundInstance>;

/** DI token of {@link LdapInboundInstances}. */
export const LDAP_INBOUND_INSTANCES = Symbol('LdapInboundInstances');
