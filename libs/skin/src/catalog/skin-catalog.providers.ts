import type { Provider } from '@nestjs/common';
import { ROWS_OF_SKINS } from '#module-config/rows-of-module.port';
import { MODULE_SKINS } from '../module-skins.port.js';
import { SKIN_HEALTH } from '../skin-health.port.js';
import { SKIN_LIBRARY } from '../skin-library.port.js';
import { SKIN_PREPARATION } from '../skin-preparation.port.js';
import { SKIN_STORE } from '../stores/skin.store.js';
import { SqlSkinStore } from '../stores/typeorm/sql-skin.store.js';
import { ConfiguredSkins } from './configured-skins.js';
import { LoadedSkins } from './loaded-skins.js';
import { ModuleWear } from './module-wear.js';
import { SkinCatalog } from './skin-catalog.js';
import { SkinLoader } from './skin-loader.js';
import { SkinPreparer } from './skin-preparer.js';
import { SkinStorage } from './skin-storage.js';
import { StoredSkins } from './stored-skins.js';
import { SkinRows } from '../stores/skin-rows-of-module.js';
import { SkinWriter } from './skin-writer.js';
import { WornViews } from './worn-views.js';
import { WORN_SKINS } from './worn-skins.js';

/** Skins as they are kept, worn and administered; they need SKIN_SURROUNDINGS, SQL, CHANGE_FEED, AUDIT_LOG and BACKGROUND_WORK. */
export const skinCatalogProviders: readonly Provider[] = [
  ...[
    ConfiguredSkins,
    LoadedSkins,
    ModuleWear,
    SkinCatalog,
    SkinLoader,
    SkinPreparer,
    SkinStorage,
    SkinWriter,
    StoredSkins,
    WornViews,
  ],
  { provide: SKIN_STORE, useClass: SqlSkinStore },
  { provide: ROWS_OF_SKINS, useClass: SkinRows },
  { provide: WORN_SKINS, useExisting: SkinCatalog },
  { provide: SKIN_HEALTH, useExisting: SkinCatalog },
  { provide: SKIN_LIBRARY, useExisting: StoredSkins },
  { provide: MODULE_SKINS, useExisting: ModuleWear },
  { provide: SKIN_PREPARATION, useExisting: SkinPreparer },
];

/** What of it others call. */
export const skinCatalogPorts = [MODULE_SKINS, ROWS_OF_SKINS, SKIN_HEALTH, SKIN_LIBRARY, SKIN_PREPARATION];
