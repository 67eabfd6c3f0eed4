import { joinEmbeddedPostgres } from '#database/embedded/joined-postgres';
import type { ServerConfiguration } from '../../../server/src/configuration.js';

/** A database for as long as it is needed. */
export interface DatabaseAccess {
  readonly url: string;
  /** Leaves it as it was found. */
  release(): Promise<void>;
}

/** The database of an installation: the configured one, that of a running server on its data folder, or its own, shared with other commands. */
export async function openDatabase(
  { databaseUrl, dataDirectory }: Pick<ServerConfiguration, 'databaseUrl' | 'dataDirectory'>,
  log: (message: string) => void,
): Promise<DatabaseAccess> {
  if (databaseUrl !== undefined) return { url: databaseUrl, release: () => Promise.resolve() };
  const { url, leave } = await joinEmbeddedPostgres({ dataDirectory, log });
  return { url, release: leave };
}
