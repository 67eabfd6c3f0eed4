import { withConnection } from '../../libs/database/src/connection.js';

/** Rows of a query on a test database, for what no endpoint shows. */
export async function rowsOf<Row extends object>(
  databaseUrl: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<readonly Row[]> {
  return withConnection(databaseUrl, async (client) => (await client.query<Row>(text, [...values])).rows);
}

/** Tells the servers over a test database that something was changed behind their backs, as another node would: its topic may be a new one. */
export async function announceChange(databaseUrl: string, topic: string): Promise<void> {
  const text = `insert into change_counter as counter (topic, version) values ($1, 1)
                on conflict (topic) do update set version = counter.version + 1`;
  await rowsOf(databaseUrl, text, [topic]);
}

const STATE_TABLES = [
  'authorization_code',
  'approval',
  'browser_session',
  'known_device',
  'pending_authorization',
  'token_family',
] as const;

/** How many rows each table that a request could change has: equal before and after means that nothing happened. */
export async function stateOf(databaseUrl: string): Promise<Readonly<Record<string, number>>> {
  const counts = STATE_TABLES.map((table) => `(select count(*)::int from ${table}) as ${table}`);
  const [row] = await rowsOf<Record<string, number>>(databaseUrl, `select ${counts.join(', ')}`);
  return { ...row };
}

/** How many codes were ever issued. */
export async function codesIssued(databaseUrl: string): Promise<number> {
  return (await stateOf(databaseUrl)).authorization_code ?? 0;
}
