import type { Sql, SqlStatement } from '#database/sql.port';
import { sha256Base64Url } from '#protocol/hash';

/** Commits by itself, whatever becomes of the answer: a challenge counts once, in all processes together. */
const CLAIM: SqlStatement = {
  name: 'passkey_challenge_claim',
  text: `INSERT INTO used_passkey_challenge (challenge_hash, expires_at) SELECT $1, $2 WHERE $2::timestamptz > gatehouse_now()
    ON CONFLICT DO NOTHING RETURNING challenge_hash`,
};

/** A clock that was set back must not bring one back to life. */
const PURGE: SqlStatement = {
  name: 'passkey_challenge_purge',
  text: `WITH gone AS (
      DELETE FROM used_passkey_challenge WHERE challenge_hash IN (
        SELECT challenge_hash FROM used_passkey_challenge WHERE expires_at < gatehouse_now() - interval '10 minutes'
        LIMIT 1000 FOR UPDATE SKIP LOCKED)
      RETURNING 1)
    SELECT count(*)::int AS purged FROM gone`,
};

/** True for the first who presents a challenge in time, and for nobody after. */
export async function claimPasskeyChallenge(sql: Sql, challenge: string, expiresAt: Date): Promise<boolean> {
  return (await sql.query(CLAIM, [sha256Base64Url(challenge), expiresAt])).length === 1;
}

/** Removes up to 1,000 whose time is over and returns how many. */
export async function purgePasskeyChallenges(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ readonly purged: number }>(PURGE, []);
  return row?.purged ?? 0;
}
