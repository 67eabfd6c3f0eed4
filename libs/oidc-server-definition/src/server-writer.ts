import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import { CHANGE_FEED, type ChangeFeed } from '#database/change-feed.port';
import { SQL, type Sql } from '#database/sql.port';
import { CHANGE_HISTORY, type ChangeHistory, type RecordedChange } from '#history/change-history.port';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import { recordedAuthor } from '#protocol/administration/recorded-author';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import { issuerKey } from '#protocol/server/server';
import { serverJson } from '#protocol/server/server-json';
import { ServerSecret } from './server-secret.js';
import type { AcceptedServer } from './server-decision.js';
import { SERVER_STORE, type ServerRecord, type ServerStore, type StoredServer } from './stores/server.store.js';

/** Topic of the change feed that every change of a module's definitions announces. */
export function serversTopic(moduleId: string): string {
  return `servers:${moduleId}`;
}

/** Who changes a definition, and why. */
export interface ServerChangeReason {
  readonly author: ChangeAuthor;
  readonly comment?: string;
}

/** What was written, or what came in between. */
export type WrittenServer = { readonly kind: 'written'; readonly server: StoredServer } | ServerHindrance;

/** What came in between. */
export type ServerHindrance = Extract<ChangeRefusal, { kind: 'refused' | 'stale' }>;

/** Writes accepted changes: told to all nodes in the same transaction, then put on record with their author (ruling 52). */
@Injectable()
export class ServerWriter {
  constructor(
    @Inject(SQL) private readonly sql: Sql,
    @Inject(SERVER_STORE) private readonly store: ServerStore,
    @Inject(CHANGE_FEED) private readonly feed: ChangeFeed,
    @Inject(AUDIT_LOG) private readonly audit: AuditLog,
    private readonly secrets: ServerSecret,
    @Inject(CHANGE_HISTORY) private readonly history: ChangeHistory,
  ) {}

  async write(accepted: AcceptedServer, reason: ServerChangeReason): Promise<WrittenServer> {
    const { author, comment } = reason;
    const written = await this.sql.transaction(async (sql) => {
      const outcome = await this.insertOrUpdate(sql, accepted);
      if (outcome.kind === 'written') await this.history.record(sql, [changeOf(accepted, outcome.server)], reason);
      return outcome;
    });
    if (written.kind !== 'written') return written;
    await this.feed.caughtUp();
    const { before, fields } = accepted;
    const change = before === undefined ? { change: 'created' } : { change: 'updated', fields };
    const detail = { ...change, ...(comment !== undefined && { comment }) };
    await this.record(written.server, author, detail);
    return written;
  }

  /** Writes new definitions inside the caller's transaction and tells all nodes; those whose names are taken are left out. */
  async insertAll(sql: Sql, accepted: readonly AcceptedServer[]): Promise<readonly StoredServer[]> {
    const servers: StoredServer[] = [];
    for (const each of accepted) {
      const outcome = await this.insertOrUpdate(sql, each);
      if (outcome.kind === 'written') servers.push(outcome.server);
    }
    return servers;
  }

  /** The audit records of created definitions; after the commit, so that they never tell of what was rolled back. */
  async recordCreated(servers: readonly StoredServer[], author: ChangeAuthor): Promise<void> {
    await Promise.all(servers.map((server) => this.record(server, author, { change: 'created' })));
  }

  /** @param at as the author has it; now unless given */
  async archive(before: StoredServer, author: ChangeAuthor, at?: Date): Promise<WrittenServer> {
    const { secret: _secret, ...rest } = before;
    const { version, settings } = before;
    const archivedAt = await this.sql.transaction(async (sql) => {
      const archived = await this.store.archive(sql, before, at);
      if (archived !== undefined) await this.feed.announce(sql, serversTopic(settings.moduleId));
      return archived;
    });
    if (archivedAt === undefined) return { kind: 'stale' };
    await this.feed.caughtUp();
    const server = { ...rest, version: version + 1, archivedAt };
    await this.record(server, author, { change: 'archived' });
    return { kind: 'written', server };
  }

  /** What keeps a definition from having its names; for a trial without a transaction, too. */
  async nameConflict(sql: Sql, { settings, before }: AcceptedServer): Promise<ServerHindrance | undefined> {
    const { moduleId, issuer, federationRegistrationId: registrationId } = settings;
    const taken = await this.store.taken(sql, { moduleId, issuerKey: issuerKey(issuer), registrationId }, before?.pid);
    if (taken === undefined) return undefined;
    const field = taken === 'issuer' ? 'issuer' : 'federationRegistrationId';
    const problem = `is that of another definition of ${moduleId}; it already exists`;
    return { kind: 'refused', problems: [{ field, problem, remedy: 'Change that one, or give this one another' }] };
  }

  private async insertOrUpdate(sql: Sql, accepted: AcceptedServer): Promise<WrittenServer> {
    const { settings, before, secret: step } = accepted;
    await this.store.lock(sql, settings.moduleId);
    const conflict = await this.nameConflict(sql, accepted);
    if (conflict !== undefined) return conflict;
    const pid = before?.pid ?? (await this.newPid(sql, accepted.wantedPid));
    const secret = this.secrets.stored(step, pid, before?.secret);
    const record: ServerRecord = { pid, settings, ...(secret !== undefined && { secret }) };
    if (before === undefined) await this.store.insert(sql, record);
    else if (!(await this.store.update(sql, record, before.version))) return { kind: 'stale' };
    await this.feed.announce(sql, serversTopic(settings.moduleId));
    return { kind: 'written', server: { ...record, version: (before?.version ?? 0) + 1 } };
  }

  private async newPid(sql: Sql, wanted: number | undefined): Promise<number> {
    return wanted !== undefined && (await this.store.claimPid(sql, wanted)) ? wanted : this.store.nextPid(sql);
  }

  private async record({ pid, version, settings }: StoredServer, author: ChangeAuthor, detail: object): Promise<void> {
    await this.audit.record({
      ...{ moduleId: settings.moduleId, kind: 'SERVER_CHANGE', outcome: 'success' },
      detail: { ...detail, pid, version, issuer: settings.issuer, actor: author.actor },
      ...recordedAuthor(author),
    });
  }
}

/** Without its secret: a version that is restored leaves it as it is. */
function changeOf({ before, fields }: AcceptedServer, { pid, settings }: StoredServer): RecordedChange {
  return {
    ...{ kind: 'server', moduleId: settings.moduleId, objectId: String(pid) },
    ...{ action: before === undefined ? 'created' : 'changed', fields: before === undefined ? [] : fields },
    ...(before && { before: serverJson({ pid, settings: before.settings }) }),
    after: serverJson({ pid, settings }),
  };
}
