import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import type { NewPasswordReset, PasswordResetKey, PasswordResetStore, ResetOwner } from '../password-reset.store.js';

/** Guesses of one code. */
const MOST_GUESSES = 5;
const OWNER = `user_pid::float8, security_version, coalesce(email_hash, '') AS email_hash`;
const OWN = 'module_id = $1 AND handle_hash = $2 AND browser_hash = $3 AND expires_at > gatehouse_now()';

const ADD = {
  name: 'password_reset_add',
  text: `INSERT INTO password_reset (module_id, handle_hash, browser_hash, code_hash, user_pid, security_version, email_hash, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, gatehouse_now() + make_interval(secs => $8))`,
};
const GUESS = {
  name: 'password_reset_guess',
  text: `UPDATE password_reset
            SET guesses = guesses + 1,
                is_proven = code_hash = $4 AND user_pid IS NOT NULL,
                expires_at = CASE WHEN code_hash = $4 AND user_pid IS NOT NULL
                                  THEN gatehouse_now() + make_interval(secs => $5) ELSE expires_at END
          WHERE ${OWN} AND NOT is_proven AND guesses < ${String(MOST_GUESSES)}
         RETURNING is_proven, guesses`,
};
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

  async guess(key: PasswordResetKey, codeHash: string, lifetimeSeconds: number): Promise<'right' | 'wrong' | 'over'> {
    const values = [...valuesOf(key), codeHash, lifetimeSeconds];
    const [row] = await this.sql.query<{ is_proven: boolean; guesses: number }>(GUESS, values);
    if (row === undefined) return 'over';
    if (row.is_proven) return 'right';
    return row.guesses < MOST_GUESSES ? 'wrong' : 'over';
  }

  async findProven(key: PasswordResetKey): Promise<ResetOwner | undefined> {
    return ownerOf(await this.sql.query<OwnerRow>(FIND, valuesOf(key)));
  }

  async claim(key: PasswordResetKey): Promise<ResetOwner | undefined> {
    return ownerOf(await this.sql.query<OwnerRow>(CLAIM, valuesOf(key)));
  }
}

function valuesOf({ moduleId, handleHash, browserHash }: PasswordResetKey): readonly string[] {
  return [moduleId, handleHash, browserHash];
}

function ownerOf([row]: readonly OwnerRow[]): ResetOwner | undefined {
  return row && { userPid: row.user_pid, securityVersion: row.security_version, emailHash: row.email_hash };
}
