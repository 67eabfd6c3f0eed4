import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../libs/database/src/embedded/embedded-postgres.js';
import { cpuOfFamily, parentOf } from './process-times.js';

/** A new database server with the product's own settings: every commit waits for the disk. */
export interface MeasuredDatabase {
  readonly url: string;
  readonly version: string;
  query<Row extends object>(text: string): Promise<readonly Row[]>;
  /** CPU seconds of all its processes. */
  cpu(): Promise<number | undefined>;
  stop(): Promise<void>;
}

/** Starts it in a temporary folder, which goes when it stops. */
export async function startMeasuredDatabase(): Promise<MeasuredDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'));
  // Run as root, PostgreSQL uses another account, which has to get in.
  await chmod(folder, 0o711);
  const embedded = await startEmbeddedPostgres({ dataDirectory: folder, log: () => undefined });
  const client = new pg.Client({ connectionString: embedded.url });
  await client.connect();
  const query = async <Row extends object>(text: string): Promise<readonly Row[]> =>
    (await client.query<Row>(text)).rows;
  const [facts] = await query<{ pid: number; version: string }>(
    `select pg_backend_pid() as pid, current_setting('server_version') as version`,
  );
  const postmaster = await parentOf(facts?.pid ?? 0);
  return {
    url: embedded.url,
    version: facts?.version ?? '',
    query,
    cpu: async () => (postmaster === undefined ? undefined : cpuOfFamily(postmaster)),
    stop: async () => {
      await client.end();
      await embedded.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
