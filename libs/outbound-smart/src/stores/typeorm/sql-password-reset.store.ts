import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import type { CodeVerdict, MailedCodeKey } from '../mailed-code.js';
import type { NewPasswordReset, PasswordResetStore, ResetOwner } from '../password-reset.store.js';
import { guessing, judged, OWN, valuesOf } from './mailed-codes.js';

const OWNER = `user_pid::float8, security_version, coalesce(email_hash, '') AS email_hash`;

const ADD = {
  name: 'password_reset_add',
  text: `INSERT INTO password_reset (module_id, handle_hash, browser_hash, code_hash, user_pid, security_version, email_hash, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, gatehouse_now() + make_interval(secs => $8))`,
};
const GUESS = guessing('password_reset', 'user_pid');
const FIND = {
  name: 'password_reset_find',
  text: `SELECT ${OWNER} FROM password_reset WHERE ${OWN} AND is_proven`,
};
const CLAIM = {
  name: 'password_reset_claim',
  text: `DELETE FROM password_reset WHERE ${OWN} AND is_proven RETURNING ${OWNER}`,
};

interface OwnerRow {
  readonly user_pid: number;
  readonly security_version: number;
  readonly email_hash: string;
}

/** {@link PasswordResetStore} in PostgreSQL. */
@Injectable()
export class SqlPasswordResetStore implements PasswordResetStore {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async add({ codeHash, owner, lifetimeSeconds, ...key }: NewPasswordReset): Promise<void> {
    const whose = [owner?.userPid ?? null, owner?.securityVersion ?? null, owner?.emailHash ?? null];
    await this.sql.query(ADD, [...valuesOf(key), codeHash, ...whose, lifetimeSeconds]);
  }

  guess(key: MailedCodeKey, codeHash: string, lifetimeSeconds: number): Promise<CodeVerdict> {
    return judged(this.sql, GUESS, { ...key, codeHash, lifetimeSeconds });
  }

  async findProven(key: MailedCodeKey): Promise<ResetOwner | undefined> {
    return ownerOf(await this.sql.query<OwnerRow>(FIND, valuesOf(key)));
  }

  async claim(key: MailedCodeKey): Promise<ResetOwner | undefined> {
    return ownerOf(await this.sql.query<OwnerRow>(CLAIM, valuesOf(key)));
  }
}

function ownerOf([row]: readonly OwnerRow[]): ResetOwner | undefined {
  return row && { userPid: row.user_pid, securityVersion: row.security_version, emailHash: row.email_hash };
}
