import type { Sql, SqlStatement } from '#database/sql.port';

const KIND = 'users';

const SEEDED: SqlStatement = {
  name: 'user_seed_seeded',
  text: 'SELECT 1 FROM seed_record WHERE module_id = $1 AND kind = $2',
};

const CLAIM: SqlStatement = {
  name: 'user_seed_claim',
  text: `INSERT INTO seed_record (module_id, kind, seeded_at) VALUES ($1, $2, gatehouse_now())
    ON CONFLICT DO NOTHING RETURNING module_id`,
};

/** Whether the users of this module were seeded before. */
export async function wereUsersSeeded(sql: Sql, moduleId: string): Promise<boolean> {
  return (await sql.query(SEEDED, [moduleId, KIND])).length > 0;
}

/** Claims the seeding inside the caller's transaction; false when another process did. */
export async function claimUserSeeding(sql: Sql, moduleId: string): Promise<boolean> {
  return (await sql.query(CLAIM, [moduleId, KIND])).length > 0;
}
