import type { Sql, SqlStatement } from '#database/sql.port';

const KIND = 'servers';

const SEEDED: SqlStatement = {
  name: 'server_seed_seeded',
  text: 'SELECT 1 FROM seed_record WHERE module_id = $1 AND kind = $2',
};

const CLAIM: SqlStatement = {
  name: 'server_seed_claim',
  text: `INSERT INTO seed_record (module_id, kind, seeded_at) VALUES ($1, $2, gatehouse_now())
    ON CONFLICT DO NOTHING RETURNING module_id`,
};

/** Whether the server definitions of this module were seeded before. */
export async function wereServersSeeded(sql: Sql, moduleId: string): Promise<boolean> {
  return (await sql.query(SEEDED, [moduleId, KIND])).length > 0;
}

/** Claims the seeding inside the caller's transaction; false when another process did. */
export async function claimServerSeeding(sql: Sql, moduleId: string): Promise<boolean> {
  return (await sql.query(CLAIM, [moduleId, KIND])).length > 0;
}
