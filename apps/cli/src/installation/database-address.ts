import { startEmbeddedPostgres } from '#database/embedded/embedded-postgres';
import { runningPostgres } from '#database/embedded/running-postgres';
import type { ServerConfiguration } from '../../../server/src/configuration.js';

/** A database for as long as it is needed. */
export interface DatabaseAccess {
  readonly url: string;
  /** Leaves it as it was found. */
  release(): Promise<void>;
}

/** The database of an installation: the configured one, that of a running server on its data folder, or its own, started for the time being. */
export async function openDatabase(
  { databaseUrl, dataDirectory }: Pick<ServerConfiguration, 'databaseUrl' | 'dataDirectory'>,
  log: (message: string) => void,
): Promise<DatabaseAccess> {
  const leave = (): Promise<void> => Promise.resolve();
  if (databaseUrl !== undefined) return { url: databaseUrl, release: leave };
  const running = await runningPostgres(dataDirectory);
  if (running !== undefined) return { url: running.url, release: leave };
  const started = await startEmbeddedPostgres({ dataDirectory, log });
  return { url: started.url, release: () => started.stop() };
}
