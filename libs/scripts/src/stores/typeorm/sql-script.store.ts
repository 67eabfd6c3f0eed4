import { Inject, Injectable } from '@nestjs/common';
import { CHANGE_FEED, type ChangeFeed } from '#database/change-feed.port';
import { SQL, type Sql, type SqlStatement } from '#database/sql.port';
import {
  SCRIPTS_TOPIC,
  type DecidedScript,
  type Portion,
  type ScriptDecision,
  type ScriptStore,
  type ScriptWriting,
  type StoredEvent,
  type StoredSource,
  type StoredVersion,
} from '../script.store.js';
import {
  eventOf,
  scriptOf,
  sourceOf,
  versionOf,
  type EventRow,
  type ScriptRow,
  type VersionRow,
} from './script-rows.js';

const COLUMNS = `s.id, s.description, s.last_number, s.version, s.archived_at, v.number, v.source_hash, v.comment, v.author, v.saved_at`;
const JOINED = 'script s join script_version v on v.script_id = s.id and v.number = s.active_number';
// Words are looked for as they are: strpos knows no signs that stand for others.
const FOUND = `s.archived_at is null and not exists (
  select 1 from unnest($1::text[]) as word where strpos(lower(s.id || ' ' || s.description), word) = 0)`;
/** What an integer of PostgreSQL holds. */
const MOST_VERSIONS = 2_147_483_647;
const LIST: SqlStatement = {
  name: 'script_list',
  text: `select ${COLUMNS} from ${JOINED} where ${FOUND} order by s.id limit $2 offset $3`,
};
const COUNT: SqlStatement = {
  name: 'script_count',
  text: `select count(*)::integer as total from script s where ${FOUND}`,
};
const FIND: SqlStatement = { name: 'script_find', text: `select ${COLUMNS}, v.source from ${JOINED} where s.id = $1` };
const AFTER: SqlStatement = {
  name: 'script_after',
  text: `select ${COLUMNS}, v.source from ${JOINED} where s.archived_at is null and s.id > $1 order by s.id limit $2`,
};
const VERSION_COLUMNS = 'number, source_hash, comment, author, saved_at';
const VERSIONS: SqlStatement = {
  name: 'script_versions',
  text: `select ${VERSION_COLUMNS} from script_version where script_id = $1 order by number desc limit $2 offset $3`,
};
const VERSION: SqlStatement = {
  name: 'script_version',
  text: `select ${VERSION_COLUMNS}, source from script_version where script_id = $1 and number = $2`,
};
const EVENTS: SqlStatement = {
  name: 'script_events',
  text: 'select kind, number, comment, author, at from script_event where script_id = $1 order by id desc limit $2 offset $3',
};
const COUNT_EVENTS: SqlStatement = {
  name: 'script_event_count',
  text: 'select count(*)::integer as total from script_event where script_id = $1',
};
// Held to the end of the transaction; a script that is not there yet has no row to lock.
const LOCK: SqlStatement = {
  name: 'script_lock',
  text: `select pg_advisory_xact_lock(hashtextextended('gatehouse script ' || $1::text, 0))`,
};
const WRITE: SqlStatement = {
  name: 'script_write',
  text: `insert into script as s (id, description, active_number, last_number, archived_at)
         values ($1, $2, $3, $4, case when $5::boolean then gatehouse_now() end)
         on conflict (id) do update set description = excluded.description, active_number = excluded.active_number,
           last_number = excluded.last_number, archived_at = excluded.archived_at, version = s.version + 1, updated_at = gatehouse_now()`,
};
const ADD_VERSION: SqlStatement = {
  name: 'script_add_version',
  text: `insert into script_version (script_id, number, source, source_hash, comment, author) values ($1, $2, $3, $4, $5, $6)`,
};
const ADD_EVENT: SqlStatement = {
  name: 'script_add_event',
  text: 'insert into script_event (script_id, kind, number, comment, author) values ($1, $2, $3, $4, $5)',
};

/** {@link ScriptStore} in PostgreSQL. */
@Injectable()
export class SqlScriptStore implements ScriptStore {
  constructor(
    @Inject(SQL) private readonly sql: Sql,
    @Inject(CHANGE_FEED) private readonly feed: ChangeFeed,
  ) {}

  async list(words: readonly string[], { offset, limit }: Portion) {
    const [rows, [count]] = await Promise.all([
      this.sql.query<ScriptRow>(LIST, [words, limit, offset]),
      this.sql.query<{ total: number }>(COUNT, [words]),
    ]);
    return { scripts: rows.map(scriptOf), total: count?.total ?? 0 };
  }

  async find(scriptId: string): Promise<StoredSource | undefined> {
    return find(this.sql, scriptId);
  }

  async versions(scriptId: string, { offset, limit }: Portion): Promise<readonly StoredVersion[]> {
    return (await this.sql.query<VersionRow>(VERSIONS, [scriptId, limit, offset])).map(versionOf);
  }

  async version(scriptId: string, number: number) {
    if (number > MOST_VERSIONS) return undefined;
    const [row] = await this.sql.query<VersionRow & { source: string }>(VERSION, [scriptId, number]);
    return row && { ...versionOf(row), source: row.source };
  }

  async events(scriptId: string, { offset, limit }: Portion): Promise<{ events: StoredEvent[]; total: number }> {
    const [rows, [count]] = await Promise.all([
      this.sql.query<EventRow>(EVENTS, [scriptId, limit, offset]),
      this.sql.query<{ total: number }>(COUNT_EVENTS, [scriptId]),
    ]);
    return { events: rows.map(eventOf), total: count?.total ?? 0 };
  }

  async after(scriptId: string, limit: number): Promise<readonly StoredSource[]> {
    return (await this.sql.query<ScriptRow & { source: string }>(AFTER, [scriptId, limit])).map(sourceOf);
  }

  change<Outcome>(
    scriptId: string,
    decide: (current: StoredSource | undefined) => ScriptDecision<Outcome>,
  ): Promise<DecidedScript<Outcome>> {
    return this.sql.transaction(async (sql) => {
      await sql.query(LOCK, [scriptId]);
      const current = await find(sql, scriptId);
      const { outcome, write } = decide(current);
      if (write === undefined) return { outcome, script: current };
      await writeAll(sql, scriptId, { ...write, lastNumber: current?.script.lastNumber ?? 0 });
      await this.feed.announce(sql, SCRIPTS_TOPIC, [scriptId]);
      // Before anybody else changes it.
      return { outcome, script: await find(sql, scriptId) };
    });
  }
}

async function find(sql: Sql, scriptId: string): Promise<StoredSource | undefined> {
  const [row] = await sql.query<ScriptRow & { source: string }>(FIND, [scriptId]);
  return row && sourceOf(row);
}

async function writeAll(sql: Sql, scriptId: string, writing: ScriptWriting & { lastNumber: number }): Promise<void> {
  const { description, activeNumber, isArchived, event, added } = writing;
  const lastNumber = writing.lastNumber + (added === undefined ? 0 : 1);
  await sql.query(WRITE, [scriptId, description, activeNumber, lastNumber, isArchived]);
  if (event === undefined) return;
  const { kind, number, comment, author } = event;
  if (added !== undefined)
    await sql.query(ADD_VERSION, [scriptId, lastNumber, added.source, added.hash, comment, author]);
  await sql.query(ADD_EVENT, [scriptId, kind, number, comment, author]);
}
