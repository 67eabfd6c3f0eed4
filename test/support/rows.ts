import { withConnection } from '../../libs/database/src/connection.js';

/** Rows of a query on a test database, for what no endpoint shows. */
export async function rowsOf<Row extends object>(
  databaseUrl: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<readonly Row[]> {
  return withConnection(databaseUrl, async (client) => (await client.query<Row>(text, [...values])).rows);
}

/** A change of rows, and the topic of the change feed that stands for them. */
export interface ChangeElsewhere {
  readonly topic: string;
  readonly text: string;
  readonly values?: readonly unknown[];
  /** False: the notification gets lost. */
  readonly isTold?: boolean;
}

/** Changes rows as a command on another node does: in one transaction with the version of their topic, which may be a new one, and told to all nodes. */
export async function changeElsewhere(databaseUrl: string, change: ChangeElsewhere): Promise<void> {
  const { topic, text, values = [], isTold = true } = change;
  await withConnection(databaseUrl, async (client) => {
    await client.query('begin');
    await client.query(text, [...values]);
    await client.query(
      `insert into change_counter as counter (topic, version) values ($1, 1)
       on conflict (topic) do update set version = counter.version + 1`,
      [topic],
    );
    if (isTold) await client.query(`select pg_notify('gatehouse_change', $1)`, [topic]);
    await client.query('commit');
  });
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
