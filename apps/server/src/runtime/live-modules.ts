import type { AdminWebInstance } from '#admin-console/instances/admin-web-instance';
import type { AdminJsonInstance } from '#admin-api/instances/admin-json-instance';
import { accountsOfDirectory } from '#inbound-security/ldap/accounts-of-directory';
import type { LdapInboundInstance } from '#inbound-security/ldap/ldap-inbound-instance';
import type { AccountsInstance } from '#inbound-security/accounts/accounts-instance';
import type { SamlInboundInstance } from '#inbound-security/saml/saml-inbound-instance';
import { accountsOfTokens } from '#inbound-security/smart/accounts-of-tokens';
import type { SmartInboundInstance } from '#inbound-security/smart/smart-inbound-instance';
import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';
import { servingOf, type ModuleSet } from '../configuration/module-set.js';
import type { Serving } from '../listeners/serving.js';

/** Modules that may run. */
type Instances = Pick<
  ModuleSet,
  | 'outbound'
  | 'inboundLocal'
  | 'inboundLdap'
  | 'inboundScripted'
  | 'inboundSaml'
  | 'inboundSmart'
  | 'adminJson'
  | 'adminWeb'
>;

/**
 * The modules that run in this process, by module id. Whoever works with a module looks it up here for each call: a restart puts another
 * immutable instance in the place of the one before (ruling 51).
 */
export class LiveModules {
  readonly outbound = new Map<string, OutboundSmartInstance>();
  readonly inboundLocal = new Map<string, AccountsInstance>();
  readonly inboundLdap = new Map<string, LdapInboundInstance>();
  /** The accounts of inbound modules, whoever knows their passwords. */
  readonly accounts = new Map<string, AccountsInstance>();
  readonly inboundSaml = new Map<string, SamlInboundInstance>();
  readonly inboundSmart = new Map<string, SmartInboundInstance>();
  readonly adminJson = new Map<string, AdminJsonInstance>();
  readonly adminWeb = new Map<string, AdminWebInstance>();

  /** Puts modules in, in place of those of the same id. */
  put({ outbound, inboundLocal, inboundLdap, inboundScripted, inboundSaml, inboundSmart, ...admin }: Instances): void {
    for (const each of outbound) this.outbound.set(each.moduleId, each);
    for (const each of inboundLocal) this.inboundLocal.set(each.moduleId, each);
    for (const each of inboundSaml) this.inboundSaml.set(each.moduleId, each);
    for (const each of inboundSmart) this.inboundSmart.set(each.moduleId, each);
    for (const each of inboundLdap) this.inboundLdap.set(each.moduleId, each);
    for (const each of [
      ...inboundLocal,
      ...inboundLdap.map(accountsOfDirectory),
      ...inboundScripted,
      ...inboundSmart.map(accountsOfTokens),
    ])
      this.accounts.set(each.moduleId, each);
    for (const each of admin.adminJson) this.adminJson.set(each.moduleId, each);
    for (const each of admin.adminWeb) this.adminWeb.set(each.moduleId, each);
  }

  /** Puts modules in, in place of all that were there. */
  replace(instances: Instances): void {
    for (const modules of this.maps()) modules.clear();
    this.put(instances);
  }

  has(moduleId: string): boolean {
    return this.maps().some((modules) => modules.has(moduleId));
  }

  remove(moduleId: string): void {
    for (const modules of this.maps()) modules.delete(moduleId);
  }

  /** Those that answer requests, as it would be after {@link put}. */
  servingWith(instances: Instances): readonly Serving[] {
    const after = new LiveModules();
    after.put(this.instances());
    after.put(instances);
    return servingOf(after.instances());
  }

  /** Those that answer requests. */
  serving(): readonly Serving[] {
    return servingOf(this.instances());
  }

  private maps() {
    return [
      ...[this.outbound, this.inboundLocal, this.inboundLdap, this.accounts],
      ...[this.inboundSaml, this.inboundSmart, this.adminJson, this.adminWeb],
    ];
  }

  private instances(): Instances {
    return {
      outbound: [...this.outbound.values()],
      inboundLocal: [...this.inboundLocal.values()],
      inboundSaml: [...this.inboundSaml.values()],
      inboundSmart: [...this.inboundSmart.values()],
      inboundLdap: [...this.inboundLdap.values()],
      inboundScripted: [...this.accounts.values()].filter(({ passwordsAt }) => passwordsAt === 'script'),
      adminJson: [...this.adminJson.values()],
      adminWeb: [...this.adminWeb.values()],
    };
  }
}
