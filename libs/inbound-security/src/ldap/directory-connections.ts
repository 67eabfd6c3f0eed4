import LdapAuth from 'ldapauth-fork';
import type { LdapInboundInstance, LdapInboundInstances } from './ldap-inbound-instance.js';

/** The connections of system users, those of each module apart. */
export class DirectoryConnections {
  private readonly pools = new Map<LdapInboundInstance, LdapAuth.ServiceConnections>();

  constructor(private readonly instances: LdapInboundInstances) {}

  /** Whoever began with an instance that does not run any more goes on by connections that are kept for nobody else. */
  of(instance: LdapInboundInstance): LdapAuth.ServiceConnections {
    this.retireOthers();
    const known = this.pools.get(instance);
    if (known !== undefined) return known;
    const { connection, systemUser, options } = instance;
    const connections = new LdapAuth.ServiceConnections({
      ...{ connection, most: options.connection.poolSize },
      ...(systemUser && { service: systemUser }),
    });
    if (this.isLive(instance)) this.pools.set(instance, connections);
    else connections.retire();
    return connections;
  }

  /** Called by Nest when the process ends. */
  onApplicationShutdown(): void {
    for (const connections of this.pools.values()) connections.close();
    this.pools.clear();
  }

  private retireOthers(): void {
    for (const [instance, connections] of this.pools)
      if (!this.isLive(instance)) {
        connections.retire();
        this.pools.delete(instance);
      }
  }

  private isLive(instance: LdapInboundInstance): boolean {
    return this.instances.get(instance.moduleId) === instance;
  }
}
