import { Inject, Injectable } from '@nestjs/common';
import type { SessionEnd } from '#browser-session/browser-session.port';
import { SQL, type Sql } from '#database/sql.port';
import type { BackChannelLogoutStore, OwedLogout, SessionClient } from '../back-channel-logout.store.js';

const REMEMBER = {
  name: 'session_client_remember',
  text: `INSERT INTO session_client (module_id, sid, client_id, expires_at)
         VALUES ($1, $2, $3, gatehouse_now() + make_interval(hours => $4))
         ON CONFLICT (module_id, sid, client_id) DO UPDATE SET expires_at = excluded.expires_at`,
};
const OWE = {
  name: 'back_channel_logout_owe',
  text: `WITH ended AS (
           SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[]) AS ended (module_id, sid, user_pid, username)),
         known AS (
           DELETE FROM session_client c USING ended e WHERE c.module_id = e.module_id AND c.sid = e.sid
           RETURNING c.module_id, c.sid, c.client_id, e.user_pid, e.username)
         INSERT INTO back_channel_logout (module_id, sid, client_id, user_pid, username, due_at, created_at)
         SELECT *, gatehouse_now(), gatehouse_now() FROM known RETURNING id`,
};
const CLAIM = {
  name: 'back_channel_logout_claim',
  text: `UPDATE back_channel_logout SET attempts = attempts + 1, due_at = gatehouse_now() + make_interval(secs => $2)
          WHERE id = (SELECT id FROM back_channel_logout WHERE module_id = ANY ($1) AND due_at <= gatehouse_now()
                       ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
         RETURNING id, module_id, sid, client_id, user_pid, username, attempts`,
};
const POSTPONE = {
  name: 'back_channel_logout_postpone',
  text: `UPDATE back_channel_logout SET due_at = gatehouse_now() + make_interval(secs => $3) WHERE id = $1 AND attempts = $2`,
};
const SETTLE = { name: 'back_channel_logout_settle', text: 'DELETE FROM back_channel_logout WHERE id = $1' };

interface OwedRow {
  id: number;
  module_id: string;
  sid: string;
  client_id: string;
  user_pid: number;
  username: string;
  attempts: number;
}

/** {@link BackChannelLogoutStore} in PostgreSQL. */
@Injectable()
export class SqlBackChannelLogoutStore implements BackChannelLogoutStore {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async remember({ moduleId, sid, clientId, hours }: SessionClient): Promise<void> {
    await this.sql.query(REMEMBER, [moduleId, sid, clientId, hours]);
  }

  async owe(sql: Sql, ended: readonly SessionEnd[]): Promise<number> {
    const columns = [
      ended.map(({ moduleId }) => moduleId),
      ended.map(({ sid }) => sid),
      ended.map(({ userPid }) => userPid),
      ended.map(({ username }) => username),
    ];
    return (await sql.query(OWE, columns)).length;
  }

  async claim(moduleIds: readonly string[], leaseSeconds: number): Promise<OwedLogout | undefined> {
    const [row] = await this.sql.query<OwedRow>(CLAIM, [moduleIds, leaseSeconds]);
    return row && toOwed(row);
  }

  async postpone({ id, attempts }: OwedLogout, seconds: number): Promise<void> {
    await this.sql.query(POSTPONE, [id, attempts, seconds]);
  }

  async settle({ id }: OwedLogout): Promise<void> {
    await this.sql.query(SETTLE, [id]);
  }
}

function toOwed(row: OwedRow): OwedLogout {
  return {
    id: row.id,
    moduleId: row.module_id,
    clientId: row.client_id,
    sid: row.sid,
    userPid: row.user_pid,
    username: row.username,
    attempts: row.attempts,
  };
}
