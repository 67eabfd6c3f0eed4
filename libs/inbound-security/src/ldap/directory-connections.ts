import LdapAuth from 'ldapauth-fork';
import type { LdapInboundInstance } from './ldap-inbound-instance.js';

/** The connections of system users, those of each module apart. What a restart put another instance in the place of is closed. */
export class DirectoryConnections {
  private readonly pools = new Map<
    string,
    { instance: LdapInboundInstance; connections: LdapAuth.ServiceConnections }
  >();

  of(instance: LdapInboundInstance): LdapAuth.ServiceConnections {
    const known = this.pools.get(instance.moduleId);
    if (known?.instance === instance) return known.connections;
    known?.connections.close();
    const { connection, systemUser, options } = instance;
    const connections = new LdapAuth.ServiceConnections({
      ...{ connection, most: options.connection.poolSize },
      ...(systemUser && { service: systemUser }),
    });
    this.pools.set(instance.moduleId, { instance, connections });
    return connections;
  }

  /** Called by Nest when the process ends. */
  onApplicationShutdown(): void {
    for (const { connections } of this.pools.values()) connections.close();
    this.pools.clear();
  }
}
