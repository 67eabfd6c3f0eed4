import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import type { ApprovalAnswer, ApprovalKey, ApprovalStore } from '../approval.store.js';

const FIND = {
  name: 'approval_find',
  text: `SELECT scopes FROM approval WHERE module_id = $1 AND client_id = $2 AND user_pid = $3 AND incarnation = $4`,
};
const REMEMBER = {
  name: 'approval_remember',
  text: `INSERT INTO approval AS a (module_id, client_id, user_pid, scopes, incarnation, approved_at, updated_at)
         VALUES ($1, $2, $3, $4, $6, gatehouse_now(), gatehouse_now())
         ON CONFLICT (module_id, client_id, user_pid) DO UPDATE
            SET scopes = CASE WHEN a.incarnation = $6
                              THEN ARRAY(SELECT unnest(a.scopes) EXCEPT SELECT unnest($5::text[]) UNION SELECT unnest(excluded.scopes))
                              ELSE excluded.scopes END,
                incarnation = $6,
                updated_at = gatehouse_now()`,
};
const FORGET = {
  name: 'approval_forget',
  text: `DELETE FROM approval WHERE module_id = $1 AND client_id = $2 AND user_pid = $3`,
};

/** {@link ApprovalStore} in PostgreSQL. */
@Injectable()
export class SqlApprovalStore implements ApprovalStore {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async approvedScopes(key: ApprovalKey): Promise<readonly string[]> {
    const { moduleId, clientId, userPid, incarnation = 0 } = key;
    const [row] = await this.sql.query<{ scopes: string[] }>(FIND, [moduleId, clientId, userPid, incarnation]);
    return row?.scopes ?? [];
  }

  async remember(key: ApprovalKey, { shown, approved }: ApprovalAnswer): Promise<void> {
    await this.sql.query(REMEMBER, [key.moduleId, key.clientId, key.userPid, approved, shown, key.incarnation ?? 0]);
  }

  async forget(key: ApprovalKey): Promise<void> {
    await this.sql.query(FORGET, [key.moduleId, key.clientId, key.userPid]);
  }
}
