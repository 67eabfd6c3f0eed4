import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import { CHANGE_FEED, type ChangeFeed } from '#database/change-feed.port';
import type { Sql } from '#database/sql.port';
import { USER_DIRECTORY, type UserDirectory } from '#inbound-security/user-directory.port';
import type { NewClient } from '#protocol/client/new-client';
import { randomToken } from '#protocol/random';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { CLIENT_IDS, type ClientIds } from '../stores/client-ids.store.js';
import { CLIENT_STORE, type ClientRecord, type ClientStore, type SecretRecord } from '../stores/client.store.js';
import { clientsTopic } from './cached-client-registry.js';
import { hashChosenSecret, hashGeneratedSecret } from './secret-hash.js';

/** A secret that was generated: shown once, stored only as a hash. */
export interface GeneratedSecret {
  readonly clientId: string;
  readonly secret: string;
}

/** A client ready to be written, with the secrets that were generated for it. */
export interface PreparedClient {
  readonly record: ClientRecord;
  readonly generated: readonly GeneratedSecret[];
}

/** Changes to clients, for seeding, console, JSON API and CLI alike (ruling 52). */
@Injectable()
export class ClientCommands {
  constructor(
    @Inject(CLIENT_STORE) private readonly store: ClientStore,
    @Inject(CHANGE_FEED) private readonly feed: ChangeFeed,
    @Inject(AUDIT_LOG) private readonly audit: AuditLog,
    @Inject(CLIENT_IDS) private readonly ids: ClientIds,
    @Inject(USER_DIRECTORY) private readonly users: UserDirectory,
  ) {}

  /** Those of the ids that no client may have, because a user is called so: either could pass for the other in `sub` (ruling 49). */
  usernamesAmong({ inboundModuleId }: OutboundSmartInstance, ids: readonly string[]): Promise<readonly string[]> {
    return this.users.usernamesAmong(inboundModuleId, ids);
  }

  /** The other direction: those of the names that are ids of clients of the module, whatever their state. */
  clientIdsAmong(moduleId: string, names: readonly string[]): Promise<readonly string[]> {
    return this.ids.among(moduleId, names);
  }

  /** Hashes the secrets of a client that was checked before; a secret without text is generated. Slow: outside any transaction. */
  async prepare({ options }: OutboundSmartInstance, client: NewClient): Promise<PreparedClient> {
    const { clientSecrets, ...settings } = client;
    const generated: GeneratedSecret[] = [];
    const secrets: SecretRecord[] = [];
    for (const { secret, ...rest } of clientSecrets) {
      const fresh = secret === undefined ? randomToken('ghs_') : undefined;
      if (fresh !== undefined) generated.push({ clientId: client.clientId, secret: fresh });
      const hash =
        fresh === undefined
          ? await hashChosenSecret(secret ?? '', options.clientSecretEncoding)
          : hashGeneratedSecret(fresh);
      secrets.push({ ...rest, hash });
    }
    return { record: { client: settings, secrets }, generated };
  }

  /** Writes a prepared client inside the caller's transaction and tells all nodes; false when the id is taken. */
  async insert(sql: Sql, { record }: PreparedClient): Promise<boolean> {
    const inserted = await this.store.insert(sql, record);
    if (inserted) await this.feed.announce(sql, clientsTopic(record.client.moduleId));
    return inserted;
  }

  /** The audit record of a created client; after the commit, so that it never tells of what was rolled back. */
  async recordCreated({ record }: PreparedClient, actor: string): Promise<void> {
    const { moduleId, clientId } = record.client;
    await this.audit.record({
      moduleId,
      clientId,
      kind: 'CLIENT_CHANGE',
      outcome: 'success',
      detail: { change: 'created', actor },
    });
  }
}
