import { readFile } from 'node:fs/promises';
import { chooseAccount, type Account } from './account.js';
import { clusterOwner, clusterPlace, databaseHome, recordedPlace } from './cluster-place.js';

/** Where an embedded database is, and the account it runs under; `undefined` is ours. */
export interface DatabaseSite {
  readonly place: string;
  readonly account: Account | undefined;
}

/** Finds, or chooses, the place of the database of a data folder. @throws Error there is no account for it, or it was taken away */
export async function databaseSite({
  dataDirectory,
  log,
}: {
  readonly dataDirectory: string;
  readonly log: (message: string) => void;
}): Promise<DatabaseSite> {
  const home = await databaseHome(dataDirectory);
  const account = await chooseServerAccount(home);
  const place = await clusterPlace(home, account);
  if (place !== home) log(`the database of ${home} is kept in ${place}, where the account it runs under can reach it`);
  return { place, account };
}

async function chooseServerAccount(home: string): Promise<Account | undefined> {
  const owner = await clusterOwner((await recordedPlace(home)) ?? home);
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  return chooseAccount(process.getuid?.(), passwd, owner);
}
