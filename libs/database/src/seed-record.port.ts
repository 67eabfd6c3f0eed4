import type { Sql, SqlStatement } from './sql.port.js';

/** What of a module is seeded, by one file each. */
export interface Seeding {
  readonly moduleId: string;
  readonly kind: 'clients' | 'users' | 'servers' | 'keystores';
}

const WAS_SEEDED: SqlStatement = {
  name: 'seed_record_find',
  text: 'SELECT 1 FROM seed_record WHERE module_id = $1 AND kind = $2',
};
/** In an order that does not depend on the database. */
const ALL: SqlStatement = {
  name: 'seed_record_all',
  text: 'SELECT module_id AS "moduleId", kind FROM seed_record ORDER BY module_id COLLATE "C", kind COLLATE "C"',
};
const CLAIM: SqlStatement = {
  name: 'seed_record_claim',
  text: `INSERT INTO seed_record (module_id, kind, seeded_at) VALUES ($1, $2, gatehouse_now())
         ON CONFLICT DO NOTHING RETURNING module_id`,
};

/** Whether it was seeded before: what was deleted since must not come back. */
export async function wasSeeded(sql: Sql, { moduleId, kind }: Seeding): Promise<boolean> {
  return (await sql.query(WAS_SEEDED, [moduleId, kind])).length > 0;
}

/** Everything that was seeded, also of modules that are gone. */
export async function allSeeded(sql: Sql): Promise<readonly Seeding[]> {
  return sql.query<Seeding>(ALL, []);
}

/** Notes that it was seeded, for seeds that cannot be written in one transaction; once or again makes no difference. */
export async function noteSeeded(sql: Sql, { moduleId, kind }: Seeding): Promise<void> {
  await sql.query(CLAIM, [moduleId, kind]);
}

const FORGET: SqlStatement = {
  name: 'seed_record_forget',
  text: 'DELETE FROM seed_record WHERE module_id = $1 AND kind = $2',
};

/** Takes back {@link noteSeeded}: the next start seeds it. */
export async function forgetSeeded(sql: Sql, { moduleId, kind }: Seeding): Promise<void> {
  await sql.query(FORGET, [moduleId, kind]);
}

/**
 * Writes seeds in one transaction, once for all processes and ever.
 * @returns what `write` does; undefined where another process seeded meanwhile. A throw leaves it to the next start.
 */
export async function seedOnce<T>(
  sql: Sql,
  { moduleId, kind }: Seeding,
  write: (sql: Sql) => Promise<T>,
): Promise<T | undefined> {
  return sql.transaction(async (transaction) => {
    const claimed = await transaction.query(CLAIM, [moduleId, kind]);
    return claimed.length > 0 ? write(transaction) : undefined;
  });
}
