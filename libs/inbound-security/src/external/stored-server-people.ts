import type { Sql } from '#database/sql.port';
import type { ServerPeople } from '#oidc-server-definition/server-people.port';
import { hasPeopleOf } from '../stores/external-identity.store.js';
import { clientSource, personSource } from '#protocol/federation/server-source';

/** {@link ServerPeople} over the accounts of all inbound modules. */
export class StoredServerPeople implements ServerPeople {
  constructor(private readonly sql: Sql) {}

  areKnownBy(pid: number): Promise<boolean> {
    return hasPeopleOf(this.sql, [personSource(pid), clientSource(pid)]);
  }
}
