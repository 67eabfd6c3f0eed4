import { DEVICE_DAYS } from './sign-in.store.js';
import type { Sql, SqlStatement } from '#database/sql.port';

/** What says whether an account may have a new password by mail. */
export interface ResettableRow {
  readonly pid: number;
  readonly username: string;
  readonly email: string;
  readonly security_version: number;
  readonly external: boolean;
  readonly is_person: boolean;
  readonly account_locked: boolean;
  readonly account_disabled: boolean;
  /** Found by its name, not by its address. */
  readonly is_named: boolean;
  /** They signed in before in this browser. */
  readonly is_known: boolean;
}

/** Whom to look for. */
export interface ResettableKeys {
  readonly moduleId: string;
  /** The one spelling of the name. */
  readonly usernameKey: string;
  readonly email: string;
  /** SHA-256 of its device cookie, or ''. */
  readonly deviceHash?: string;
}

/** The name first; a few of an address are as good as many. */
const FIND: SqlStatement = {
  name: 'resettable_account_find',
  text: `SELECT pid::float8, username, email, security_version, external, account_locked, account_disabled,
      NOT is_system_user AND NOT service_account AS is_person, username_key = $2 AS is_named,
      EXISTS (SELECT FROM known_device d WHERE d.device_hash = $4 AND d.user_pid = pid
        AND d.last_seen_at > gatehouse_now() - interval '${String(DEVICE_DAYS)} days') AS is_known
    FROM user_account
    WHERE module_id = $1 AND archived_at IS NULL AND (username_key = $2 OR (email <> '' AND lower(email) = lower($3)))
    ORDER BY is_named DESC, pid LIMIT 20`,
};

/** Those whom a name or an address means, in whatever state. */
export function findResettable(sql: Sql, { moduleId, usernameKey, email, deviceHash = '' }: ResettableKeys) {
  return sql.query<ResettableRow>(FIND, [moduleId, usernameKey, email, deviceHash]);
}
