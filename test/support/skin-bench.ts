import type { AuditEvent } from '#audit/audit.port';
import type { ChangeFeed } from '#database/change-feed.port';
import type { Sql } from '#database/sql.port';
import { ConfiguredSkins } from '#skin/catalog/configured-skins';
import { SkinAdministrator } from '#skin/catalog/skin-administrator';
import { SkinCatalog } from '#skin/catalog/skin-catalog';
import { SkinLoader } from '#skin/catalog/skin-loader';
import { SkinPreparer } from '#skin/catalog/skin-preparer';
import { SkinStorage } from '#skin/catalog/skin-storage';
import { SkinWriter } from '#skin/catalog/skin-writer';
import { ARCHIVE_LIMITS } from '#skin/package/archive/archive-limits';
import type { SkinSurroundings } from '#skin/skin-surroundings';
import { SqlSkinStore } from '#skin/stores/typeorm/sql-skin.store';

const feed: ChangeFeed = {
  versionOf: () => undefined,
  announce: () => Promise.resolve(),
  caughtUp: () => Promise.resolve(),
  onChange: () => undefined,
};

/** Everything about skins in one process on a database, without the server around it. */
export function skinBench(sql: Sql, { webjarIds, folder }: { webjarIds: Map<string, string>; folder: string }) {
  const records: AuditEvent[] = [];
  const audit = {
    record: (event: AuditEvent) => {
      records.push(event);
      return Promise.resolve();
    },
  };
  const background = { isDoneHere: true };
  const surroundings: SkinSurroundings = {
    folder,
    limits: ARCHIVE_LIMITS,
    settings: () => undefined,
    webjarIds: () => webjarIds,
  };
  const store = new SqlSkinStore(sql, feed);
  const writer = new SkinWriter(store, audit);
  const configured = new ConfiguredSkins(store, writer);
  const storage = new SkinStorage(store, surroundings, writer);
  const catalog = new SkinCatalog(store, feed, background, new SkinLoader(store));
  const library = new SkinAdministrator(store, surroundings, storage, configured, writer, catalog);
  const preparer = new SkinPreparer(surroundings, background, storage, configured, catalog);
  return { store, catalog, library, preparer, records, webjarIds };
}
