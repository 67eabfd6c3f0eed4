import pg from 'pg';

/** Runs `work` on a connection of its own, which is closed afterwards whatever happens. */
export async function withConnection<T>(
  config: string | pg.ClientConfig,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(typeof config === 'string' ? { connectionString: config } : config);
  // A connection lost while idle is reported by the next statement; without a listener it would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}
