import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql, type SqlStatement } from '#database/sql.port';
import type { PageRequest } from '#protocol/administration/page';
import { SERVER_SURROUNDINGS, type ServerSurroundings } from '../../server-surroundings.js';
import type { ServerNames, ServerPosition, ServerRecord, ServerStore, StoredServer } from '../server.store.js';
import { serverOfRow, valuesOfServer, type ServerRow } from './server-row.js';

const COLUMNS = 'pid, module_id, definition, client_secret, version, archived_at';
const LIVE = `SELECT ${COLUMNS} FROM oauth2_server WHERE archived_at IS NULL`;
const LIST: SqlStatement = {
  name: 'oauth2_server_list',
  text: `${LIVE} ORDER BY module_id, issuer_key LIMIT $1 OFFSET $2`,
};
const COUNT: SqlStatement = {
  name: 'oauth2_server_count',
  text: 'SELECT count(*)::integer AS total FROM oauth2_server WHERE archived_at IS NULL',
};
const AFTER: SqlStatement = {
  name: 'oauth2_server_after',
  text: `${LIVE} AND (module_id, issuer_key) > ($1, $2) ORDER BY module_id, issuer_key LIMIT $3`,
};
const FIND: SqlStatement = { name: 'oauth2_server_find', text: `${LIVE} AND module_id = $1 AND pid = $2` };
const FIND_ARCHIVED: SqlStatement = {
  name: 'oauth2_server_find_archived',
  text: `SELECT ${COLUMNS} FROM oauth2_server WHERE archived_at IS NOT NULL AND module_id = $1 AND pid = $2`,
};
const FIND_BY_ISSUER: SqlStatement = {
  name: 'oauth2_server_find_by_issuer',
  text: `${LIVE} AND module_id = $1 AND issuer_key = $2`,
};
const OF_MODULE: SqlStatement = {
  name: 'oauth2_server_of_module',
  text: `${LIVE} AND module_id = $1 ORDER BY issuer_key`,
};
const NEXT_PID: SqlStatement = {
  name: 'oauth2_server_next_pid',
  text: `SELECT nextval(pg_get_serial_sequence('oauth2_server', 'pid')) AS pid`,
};
// Pids that are drawn and those that come along wait for one another.
const PID_LOCK = `hashtextextended('gatehouse server pids', 0)`;
const HOLD_PIDS: SqlStatement = { name: 'oauth2_server_hold_pids', text: `SELECT pg_advisory_xact_lock(${PID_LOCK})` };
const HAS_PID: SqlStatement = { name: 'oauth2_server_has_pid', text: 'SELECT 1 FROM oauth2_server WHERE pid = $1' };
const GO_ON_BEHIND: SqlStatement = {
  name: 'oauth2_server_go_on_behind',
  text: `SELECT setval(name, greatest($1::bigint, pg_sequence_last_value(name::regclass)))
           FROM pg_get_serial_sequence('oauth2_server', 'pid') AS name`,
};
const LOCK: SqlStatement = {
  name: 'oauth2_server_lock',
  text: `SELECT pg_advisory_xact_lock(hashtextextended('gatehouse servers ' || $1::text, 0))`,
};
const TAKEN: SqlStatement = {
  name: 'oauth2_server_taken',
  text: `SELECT issuer_key = $2 AS by_issuer FROM oauth2_server
          WHERE archived_at IS NULL AND module_id = $1 AND (issuer_key = $2 OR registration_id = $3) AND pid IS DISTINCT FROM $4
          ORDER BY by_issuer DESC LIMIT 1`,
};
const INSERT: SqlStatement = {
  name: 'oauth2_server_insert',
  text: `INSERT INTO oauth2_server (pid, node_id, module_id, issuer_key, registration_id, definition, client_secret, version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 1, gatehouse_now(), gatehouse_now())`,
};
// Archiving raises the version, so that only who has read a definition as archived brings it back.
const UPDATE: SqlStatement = {
  name: 'oauth2_server_update',
  text: `UPDATE oauth2_server SET node_id = $2, issuer_key = $4, registration_id = $5, definition = $6, client_secret = $7,
                                  version = version + 1, updated_at = gatehouse_now(), archived_at = NULL
          WHERE pid = $1 AND module_id = $3 AND version = $8 RETURNING pid`,
};
// The secret is of no use any more, and the best place for it is nowhere.
const ARCHIVE: SqlStatement = {
  name: 'oauth2_server_archive',
  text: `UPDATE oauth2_server SET archived_at = coalesce($3::timestamptz, date_trunc('milliseconds', gatehouse_now())), client_secret = NULL, version = version + 1,
                                  updated_at = gatehouse_now()
          WHERE pid = $1 AND version = $2 AND archived_at IS NULL RETURNING archived_at`,
};

/** {@link ServerStore} in PostgreSQL. */
@Injectable()
export class SqlServerStore implements ServerStore {
  constructor(
    @Inject(SQL) private readonly sql: Sql,
    @Inject(SERVER_SURROUNDINGS) private readonly surroundings: Pick<ServerSurroundings, 'nodeId'>,
  ) {}

  async list({ pageIndex, pageSize }: PageRequest) {
    const [servers, [count]] = await Promise.all([
      this.read(LIST, [pageSize, pageIndex * pageSize]),
      this.sql.query<{ total: number }>(COUNT, []),
    ]);
    return { servers, total: count?.total ?? 0 };
  }

  async find(moduleId: string, pid: number): Promise<StoredServer | undefined> {
    return (await this.read(FIND, [moduleId, pid]))[0];
  }

  async findArchived(moduleId: string, pid: number): Promise<StoredServer | undefined> {
    return (await this.read(FIND_ARCHIVED, [moduleId, pid]))[0];
  }

  async findByIssuer(moduleId: string, issuerKey: string): Promise<StoredServer | undefined> {
    return (await this.read(FIND_BY_ISSUER, [moduleId, issuerKey]))[0];
  }

  ofModule(moduleId: string): Promise<readonly StoredServer[]> {
    return this.read(OF_MODULE, [moduleId]);
  }

  after({ moduleId, issuerKey }: ServerPosition, limit: number): Promise<readonly StoredServer[]> {
    return this.read(AFTER, [moduleId, issuerKey, limit]);
  }

  async nextPid(sql: Sql): Promise<number> {
    await sql.query(HOLD_PIDS, []);
    const [row] = await sql.query<{ pid: string }>(NEXT_PID, []);
    return Number(row?.pid);
  }

  async isFreePid(sql: Sql, pid: number): Promise<boolean> {
    return (await sql.query(HAS_PID, [pid])).length === 0;
  }

  async claimPid(sql: Sql, pid: number): Promise<boolean> {
    await sql.query(HOLD_PIDS, []);
    if (!(await this.isFreePid(sql, pid))) return false;
    await sql.query(GO_ON_BEHIND, [pid]);
    return true;
  }

  async lock(sql: Sql, moduleId: string): Promise<void> {
    await sql.query(LOCK, [moduleId]);
  }

  async taken(sql: Sql, { moduleId, issuerKey, registrationId }: ServerNames, pid: number | undefined) {
    const names = [moduleId, issuerKey, registrationId];
    const [row] = await sql.query<{ by_issuer: boolean }>(TAKEN, [...names, pid ?? null]);
    return row && (row.by_issuer ? 'issuer' : 'registration');
  }

  async insert(sql: Sql, record: ServerRecord): Promise<void> {
    await sql.query(INSERT, valuesOfServer(record));
  }

  async update(sql: Sql, record: ServerRecord, version: number): Promise<boolean> {
    return (await sql.query(UPDATE, [...valuesOfServer(record), version])).length === 1;
  }

  async archive(
    sql: Sql,
    { pid, version }: Pick<StoredServer, 'pid' | 'version'>,
    at?: Date,
  ): Promise<Date | undefined> {
    const [row] = await sql.query<{ archived_at: Date }>(ARCHIVE, [pid, version, at ?? null]);
    return row?.archived_at;
  }

  private async read(statement: SqlStatement, values: readonly unknown[]): Promise<readonly StoredServer[]> {
    const rows = await this.sql.query<ServerRow>(statement, values);
    return rows.map((row) => serverOfRow(row, this.surroundings.nodeId));
  }
}
