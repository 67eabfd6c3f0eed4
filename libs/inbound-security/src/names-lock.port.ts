import type { Sql, SqlStatement } from '#database/sql.port';

const LOCK = `hashtextextended('gatehouse names of users and clients', 0)`;

/** Clients do not wait for one another, only for users. */
const FOR_CLIENTS: SqlStatement = { name: 'names_for_clients', text: `SELECT pg_advisory_xact_lock_shared(${LOCK})` };
const FOR_USERS: SqlStatement = { name: 'names_for_users', text: `SELECT pg_advisory_xact_lock(${LOCK})` };

/** Until the transaction ends no user gets a name; who looks for users after it sees all that have one (ruling 49). */
export async function holdNamesForClients(sql: Sql): Promise<void> {
  await sql.query(FOR_CLIENTS, []);
}

/** Until the transaction ends no client is created, and no other user gets a name; who looks for clients after it sees all there are (ruling 49). */
export async function holdNamesForUsers(sql: Sql): Promise<void> {
  await sql.query(FOR_USERS, []);
}
