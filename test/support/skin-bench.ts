import type { AuditEvent } from '#audit/audit.port';
import type { ChangeFeed } from '#database/change-feed.port';
import type { Sql } from '#database/sql.port';
import { ConfiguredSkins } from '#skin/catalog/configured-skins';
import { LoadedSkins } from '#skin/catalog/loaded-skins';
import { ModuleWear } from '#skin/catalog/module-wear';
import { SkinCatalog } from '#skin/catalog/skin-catalog';
import { SkinLoader } from '#skin/catalog/skin-loader';
import { SkinPreparer } from '#skin/catalog/skin-preparer';
import { SkinStorage } from '#skin/catalog/skin-storage';
import { SkinWriter } from '#skin/catalog/skin-writer';
import { StoredSkins } from '#skin/catalog/stored-skins';
import { WornViews } from '#skin/catalog/worn-views';
import { ARCHIVE_LIMITS } from '#skin/package/archive/archive-limits';
import type { SkinSurroundings } from '#skin/skin-surroundings';
import { SqlDiagnosticStore } from '#skin/stores/typeorm/sql-diagnostic.store';
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
    place: () => undefined,
    webjarIds: () => webjarIds,
  };
  const store = new SqlSkinStore(sql, feed);
  const writer = new SkinWriter(store, audit);
  const storage = new SkinStorage(store, surroundings, writer);
  const catalog = new SkinCatalog(store, feed, background, surroundings, new LoadedSkins(new SkinLoader(store)));
  const configured = new ConfiguredSkins(store, writer, catalog);
  const views = new WornViews(store, surroundings, new SqlDiagnosticStore(sql), catalog);
  const library = new StoredSkins(store, surroundings, storage, configured, views);
  const modules = new ModuleWear(store, surroundings, writer, catalog, views);
  const preparer = new SkinPreparer(surroundings, background, storage, configured, catalog);
  return { store, catalog, library, modules, preparer, records, webjarIds, folder };
}
