import { Inject, Injectable } from '@nestjs/common';
import type { SignInDetails } from '#protocol/user/sign-in-details';
import { SQL, type Sql } from '#database/sql.port';
import type { SignInPlace, UnfinishedSignIn, UnfinishedSignInStore } from '../unfinished-sign-ins.port.js';

const MEMBERS = 'user_pid::float8, username, security_version, amr, detail, set_aside, auth_time, said';
const BEGIN = {
  name: 'unfinished_sign_in_begin',
  text: `INSERT INTO unfinished_sign_in AS u
           (module_id, browser_hash, user_pid, username, security_version, amr, detail, set_aside, auth_time, said, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, gatehouse_now() + make_interval(secs => $11))
         ON CONFLICT (module_id, browser_hash) DO UPDATE
           SET (user_pid, username, security_version, amr, detail, set_aside, auth_time, said, attempts, expires_at) =
             (SELECT excluded.user_pid, excluded.username, excluded.security_version, excluded.amr, excluded.detail, excluded.set_aside,
                excluded.auth_time, excluded.said, 0, excluded.expires_at)
           WHERE u.expires_at <= gatehouse_now()`,
};
const FIND = {
  name: 'unfinished_sign_in_find',
  text: `SELECT ${MEMBERS} FROM unfinished_sign_in
          WHERE module_id = $1 AND browser_hash = $2 AND expires_at > gatehouse_now()`,
};
// Commits by itself, whatever becomes of the request.
const COUNT_ATTEMPT = {
  name: 'unfinished_sign_in_count_attempt',
  text: `UPDATE unfinished_sign_in SET attempts = attempts + 1
          WHERE module_id = $1 AND browser_hash = $2 AND attempts < $3 AND expires_at > gatehouse_now()
          RETURNING attempts`,
};
const TAKE = {
  name: 'unfinished_sign_in_take',
  text: `DELETE FROM unfinished_sign_in WHERE module_id = $1 AND browser_hash = $2 AND expires_at > gatehouse_now()
          RETURNING ${MEMBERS}`,
};

interface UnfinishedRow {
  readonly user_pid: number;
  readonly username: string;
  readonly security_version: number;
  readonly amr: readonly string[];
  readonly detail: Readonly<Record<string, unknown>> | null;
  readonly set_aside: string | null;
  readonly auth_time: Date | null;
  readonly said: SignInDetails | null;
}

/** {@link UnfinishedSignInStore} in PostgreSQL. */
@Injectable()
export class SqlUnfinishedSignInStore implements UnfinishedSignInStore {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async begin({ moduleId, browserHash }: SignInPlace, signIn: UnfinishedSignIn, seconds: number): Promise<void> {
    const { userPid, username, securityVersion, amr, detail, setAside, authTime, said } = signIn;
    const person = [moduleId, browserHash, userPid, username, securityVersion, amr];
    const rest = [detail ?? null, setAside ?? null, authTime ?? null, said ?? null];
    await this.sql.query(BEGIN, [...person, ...rest, seconds]);
  }

  async find({ moduleId, browserHash }: SignInPlace): Promise<UnfinishedSignIn | undefined> {
    const [row] = await this.sql.query<UnfinishedRow>(FIND, [moduleId, browserHash]);
    return row && toUnfinished(row);
  }

  async countAttempt({ moduleId, browserHash }: SignInPlace, most: number): Promise<number | undefined> {
    const [row] = await this.sql.query<{ attempts: number }>(COUNT_ATTEMPT, [moduleId, browserHash, most]);
    return row?.attempts;
  }

  async take({ moduleId, browserHash }: SignInPlace): Promise<UnfinishedSignIn | undefined> {
    const [row] = await this.sql.query<UnfinishedRow>(TAKE, [moduleId, browserHash]);
    return row && toUnfinished(row);
  }
}

function toUnfinished(row: UnfinishedRow): UnfinishedSignIn {
  return {
    userPid: row.user_pid,
    username: row.username,
    securityVersion: row.security_version,
    amr: row.amr,
    ...(row.detail !== null && { detail: row.detail }),
    ...(row.set_aside !== null && { setAside: row.set_aside }),
    ...(row.auth_time !== null && { authTime: row.auth_time }),
    ...(row.said !== null && { said: row.said }),
  };
}
