import type { Sql } from '#database/sql.port';
import type { ServerPeople } from '#oidc-server-definition/server-people.port';
import { clientSource, personSource } from '#protocol/federation/server-source';
import { issuerKey, type ServerSettings } from '#protocol/server/server';
import { countPeopleOf } from '../stores/external-identity.store.js';

/** {@link ServerPeople} over the accounts of all inbound modules. */
export class StoredServerPeople implements ServerPeople {
  constructor(private readonly sql: Sql) {}

  countOf({ moduleId, issuer }: Pick<ServerSettings, 'moduleId' | 'issuer'>): Promise<number> {
    return countPeopleOf(this.sql, [personSource(moduleId), clientSource(moduleId)], issuerKey(issuer));
  }
}
