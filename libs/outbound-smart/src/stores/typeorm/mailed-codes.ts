import type { Sql, SqlStatement } from '#database/sql.port';
import type { CodeVerdict, MailedCodeKey } from '../mailed-code.js';

/** Guesses of one code. */
const MOST_GUESSES = 5;
/** The row of a key, as long as it counts; see {@link valuesOf}. */
export const OWN = 'module_id = $1 AND handle_hash = $2 AND browser_hash = $3 AND expires_at > gatehouse_now()';

/** A code that was typed. */
export interface CodeGuess extends MailedCodeKey {
  readonly codeHash: string;
  /** How long what it proves counts from now on; until the same moment as before unless told. */
  readonly lifetimeSeconds?: number;
}

/**
 * Counts a guess of the code of a row and judges it, in one statement (V-52): of many at once no more than five are judged.
 * @param meant a column of the table; without a value nobody is meant, and no code is right
 */
export function guessing(table: 'password_reset' | 'user_registration', meant: string): SqlStatement {
  const isRight = `(code_hash = $4 AND ${meant} IS NOT NULL)`;
  return {
    name: `${table}_guess`,
    text: `UPDATE ${table}
              SET guesses = guesses + 1,
                  is_proven = ${isRight},
                  expires_at = CASE WHEN ${isRight} THEN coalesce(gatehouse_now() + make_interval(secs => $5), expires_at) ELSE expires_at END
            WHERE ${OWN} AND NOT is_proven AND guesses < ${String(MOST_GUESSES)}
           RETURNING is_proven, guesses`,
  };
}

/** What came of a guess by {@link guessing}. */
export async function judged(sql: Sql, statement: SqlStatement, guess: CodeGuess): Promise<CodeVerdict> {
  const values = [...valuesOf(guess), guess.codeHash, guess.lifetimeSeconds ?? null];
  const [row] = await sql.query<{ is_proven: boolean; guesses: number }>(statement, values);
  if (row === undefined) return 'over';
  if (row.is_proven) return 'right';
  return row.guesses < MOST_GUESSES ? 'wrong' : 'over';
}

/** $1 to $3 of {@link OWN}. */
export function valuesOf({ moduleId, handleHash, browserHash }: MailedCodeKey): readonly string[] {
  return [moduleId, handleHash, browserHash];
}
