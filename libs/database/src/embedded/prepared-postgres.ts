import { serverBinaries } from './binaries.js';
import { ensureCluster } from './cluster.js';
import { clusterFolder } from './cluster-place.js';
import type { Credentials } from './credentials.js';
import type { DatabaseSite } from './database-site.js';
import { stopLeftovers } from './leftovers.js';
import { databaseUrls, type DatabaseUrls } from './own-database.js';
import { choosePort, recordPort } from './port.js';
import type { PostmasterRequest } from './postmaster.js';
import { serverSettings, type ServerSettings } from './server-settings.js';

/** A database that can be started now. */
export interface PreparedPostgres {
  readonly start: PostmasterRequest;
  readonly urls: DatabaseUrls;
  readonly credentials: Credentials;
}

/**
 * Makes everything ready for a start: programs, the cluster, which is made first if there is none, and a port. Ends what an earlier run left
 * running, so it must be called by the only holder of the folder.
 */
export async function preparePostgres(
  { place, account }: DatabaseSite,
  { settings, log }: { readonly settings?: ServerSettings; readonly log: (message: string) => void },
): Promise<PreparedPostgres> {
  const binaries = await serverBinaries(account, log);
  const credentials = await ensureCluster({ place, binaries, account });
  await stopLeftovers(clusterFolder(place), log); // Frees its port as well.
  const port = await choosePort(place);
  await recordPort(place, port);
  const start = { program: binaries.postgres, place, account, settings: serverSettings(port, settings) };
  return { start, urls: databaseUrls(port, credentials), credentials };
}
