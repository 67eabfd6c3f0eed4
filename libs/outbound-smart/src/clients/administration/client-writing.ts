import { Inject, Injectable } from '@nestjs/common';
import { CHANGE_FEED, type ChangeFeed } from '#database/change-feed.port';
import { SQL, type Sql } from '#database/sql.port';
import {
  CHANGE_HISTORY,
  type ChangeHistory,
  type ChangeReason,
  type RecordedChange,
} from '#history/change-history.port';
import { USER_DIRECTORY, type UserDirectory } from '#inbound-security/user-directory.port';
import type { ClientSettings } from '#protocol/client/client';
import type { JsonObject } from '#protocol/json/json-object';
import { writeCanonicalClientJson } from '#protocol/client/write-client-json';
import { CLIENT_STORE, type ClientStore, type SecretRecord } from '../../stores/client.store.js';
import { announceClients } from '../client-topics.js';
import { SecretPreparation } from '../secret-preparation.js';
import type { ClientDecision } from './client-decision.js';

/** A decision to write. */
export type Writing = Extract<ClientDecision, { kind: 'write' }>;

/** A decision whose secrets are hashed. */
interface Prepared {
  readonly writing: Writing;
  readonly added: readonly SecretRecord[];
}

/** Writes clients that were decided about. */
@Injectable()
export class ClientWriting {
  constructor(
    @Inject(SQL) private readonly sql: Sql,
    @Inject(CLIENT_STORE) private readonly store: ClientStore,
    @Inject(CHANGE_FEED) private readonly feed: ChangeFeed,
    @Inject(USER_DIRECTORY) private readonly users: UserDirectory,
    private readonly secrets: SecretPreparation,
    @Inject(CHANGE_HISTORY) private readonly history: ChangeHistory,
  ) {}

  /**
   * Returns those that were written: not those that somebody else created or changed meanwhile.
   * @param reason whose author owns the new ones
   */
  async write(writings: readonly Writing[], reason: ChangeReason): Promise<ReadonlySet<Writing>> {
    if (writings.length === 0) return new Set();
    const prepared = await Promise.all(writings.map((writing) => this.prepare(writing)));
    const written = await this.sql.transaction(async (sql) => {
      const ownerPid = reason.author.userPid;
      const done = [...(await this.insert(sql, prepared, ownerPid)), ...(await this.replace(sql, prepared))];
      await this.history.record(sql, done.map(changeOf), reason);
      await this.announce(sql, done);
      return done;
    });
    await this.feed.caughtUp();
    return new Set(written);
  }

  /** Module after module in one order, so that two batches wait for one another and no longer. */
  private async announce(sql: Sql, written: readonly Writing[]): Promise<void> {
    const byModule = Map.groupBy(written, ({ settings }) => settings.moduleId);
    for (const moduleId of [...byModule.keys()].sort()) {
      const transitions = byModule
        .get(moduleId)
        ?.map(({ before, settings: after }) => ({ ...(before && { before }), after }));
      await announceClients(this.feed, sql, moduleId, transitions ?? []);
    }
  }

  /** Slow: outside any transaction. */
  private async prepare(writing: Writing): Promise<Prepared> {
    const { clients } = writing.instance.options;
    const added = await Promise.all(writing.secrets.added.map((secret) => this.secrets.prepare(secret, clients)));
    return { writing, added: added.map(({ record }) => record) };
  }

  private async insert(
    sql: Sql,
    prepared: readonly Prepared[],
    ownerPid: number | undefined,
  ): Promise<readonly Writing[]> {
    const fresh = await this.withFreeId(
      sql,
      prepared.filter(({ writing }) => writing.before === undefined),
    );
    if (fresh.length === 0) return [];
    const records = fresh.map(({ writing, added }) => ({
      ...{ client: writing.settings, secrets: added },
      ...(ownerPid !== undefined && { ownerPid }),
    }));
    return atPlaces(fresh, await this.store.insert(sql, records));
  }

  /** Not those whose id became the name of a user meanwhile (ruling 49). */
  private async withFreeId(sql: Sql, fresh: readonly Prepared[]): Promise<readonly Prepared[]> {
    const free: Prepared[] = [];
    for (const [inboundModuleId, own] of Map.groupBy(fresh, ({ writing }) => writing.instance.inboundModuleId)) {
      const ids = own.map(({ writing }) => writing.settings.clientId);
      const taken = new Set(await this.users.usernamesAmong(inboundModuleId, ids, sql));
      free.push(...own.filter(({ writing }) => !taken.has(writing.settings.clientId)));
    }
    return free;
  }

  private async replace(sql: Sql, prepared: readonly Prepared[]): Promise<readonly Writing[]> {
    const known = prepared.flatMap(({ writing, added }) => {
      const { before, settings: client, secrets } = writing;
      return before === undefined ? [] : [{ writing, client, version: before.version, secrets: { ...secrets, added } }];
    });
    return known.length === 0 ? [] : atPlaces(known, await this.store.replace(sql, known));
  }
}

function atPlaces(all: readonly { readonly writing: Writing }[], places: ReadonlySet<number>): readonly Writing[] {
  return all.filter((_, place) => places.has(place)).map(({ writing }) => writing);
}

function changeOf({ before, settings, fields }: Writing): RecordedChange {
  const { moduleId, clientId } = settings;
  const isArchived = settings.archivedAt !== undefined;
  return {
    ...{ kind: 'client', moduleId, objectId: clientId, fields: before === undefined ? [] : fields },
    action: before === undefined ? 'created' : isArchived ? 'archived' : 'changed',
    ...(before && { before: keptJson(before) }),
    after: keptJson(settings),
  };
}

/** Without its secrets: a version that is restored leaves them as they are. */
function keptJson(client: ClientSettings): JsonObject {
  const { clientSecrets: _none, ...json } = writeCanonicalClientJson({
    ...client,
    pid: 0,
    version: 0,
    clientSecrets: [],
  });
  return json;
}
