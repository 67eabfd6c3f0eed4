import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql, type SqlStatement } from '#database/sql.port';
import type { FederatedSession, FederatedSessionKey, FederatedSessionStore } from '../federated-session.store.js';

const KEEP = {
  name: 'federated_session_keep',
  text: `INSERT INTO federated_session (module_id, browser_hash, user_pid, server_pid, sealed, expires_at)
         VALUES ($1, $2, $3, $4, $5, gatehouse_now() + make_interval(hours => $6))
         ON CONFLICT (module_id, browser_hash) DO UPDATE
           SET user_pid = excluded.user_pid, server_pid = excluded.server_pid, sealed = excluded.sealed, expires_at = excluded.expires_at`,
};
const FIND = {
  name: 'federated_session_find',
  text: `SELECT server_pid::float8, sealed FROM federated_session
          WHERE module_id = $1 AND browser_hash = $2 AND user_pid = $3 AND expires_at > gatehouse_now()`,
};
const TAKE = {
  name: 'federated_session_take',
  text: `DELETE FROM federated_session
          WHERE module_id = $1 AND browser_hash = $2 AND user_pid = $3 AND expires_at > gatehouse_now()
         RETURNING server_pid::float8, sealed`,
};
const REBIND = {
  name: 'federated_session_rebind',
  text: `UPDATE federated_session SET browser_hash = $3 WHERE module_id = $1 AND browser_hash = $2`,
};

/** {@link FederatedSessionStore} in PostgreSQL. */
@Injectable()
export class SqlFederatedSessionStore implements FederatedSessionStore {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async keep({ moduleId, browserHash, userPid, serverPid, sealed }: FederatedSession, hours: number): Promise<void> {
    await this.sql.query(KEEP, [moduleId, browserHash, userPid, serverPid, sealed, hours]);
  }

  find(key: FederatedSessionKey): Promise<FederatedSession | undefined> {
    return this.one(FIND, key);
  }

  take(key: FederatedSessionKey): Promise<FederatedSession | undefined> {
    return this.one(TAKE, key);
  }

  private async one(statement: SqlStatement, key: FederatedSessionKey): Promise<FederatedSession | undefined> {
    const { moduleId, browserHash, userPid } = key;
    const values = [moduleId, browserHash, userPid];
    const [row] = await this.sql.query<{ server_pid: number; sealed: string }>(statement, values);
    return row && { moduleId, browserHash, userPid, serverPid: row.server_pid, sealed: row.sealed };
  }

  async rebind(moduleId: string, fromBrowserHash: string, toBrowserHash: string): Promise<void> {
    await this.sql.query(REBIND, [moduleId, fromBrowserHash, toBrowserHash]);
  }
}
