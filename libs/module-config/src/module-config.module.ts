// Owns the configuration of modules: how properties are written, where definitions are kept, and the commands that change them. Must not know what
// the properties mean: the composition root hands over what the types of modules are, and what runs. Expects the tokens SQL, CHANGE_FEED,
// AUDIT_LOG, SECRET_ENCRYPTION, SUPERUSERS, STORED_BY_DEFINITION, NEEDED_BY_DEFINITION, SCRIPT_CHECK, ROWS_OF_SCRIPTS and ROWS_OF_SKINS from global
// modules.
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import { CHANGE_FEED, type ChangeFeed } from '#database/change-feed.port';
import { SQL, type Sql } from '#database/sql.port';
import { SECRET_ENCRYPTION, type SecretEncryption } from '#keystore/secret-encryption.port';
import { ModuleAdministrator } from './administration/module-administrator.js';
import { CurrentProperties } from './catalogue/current-properties.js';
import { MODULE_ADMINISTRATION } from './module-administration.port.js';
import type { ModuleRuntime } from './module-runtime.port.js';
import { ModuleSource, type OutsideProperties } from './module-source.js';
import type { ModuleTypes } from './module-types.port.js';
import { NEEDED_BY_DEFINITION, type NeededByDefinition } from './needed-by-definition.port.js';
import { PROPERTY_OVERVIEW } from './property-overview.port.js';
import { MODULE_DEFINITION_STORE, type ModuleDefinitionStore } from './stores/module-definition.store.js';
import { MODULE_STATE_STORE, type ModuleStateStore } from './stores/module-state.store.js';
import { SqlModuleDefinitions } from './stores/typeorm/sql-module-definition.store.js';
import { SqlModuleStates } from './stores/typeorm/sql-module-state.store.js';
import { ROWS_OF_SCRIPTS, ROWS_OF_SKINS, type RowsOfModule } from './rows-of-module.port.js';
import { SCRIPT_CHECK, type ScriptCheck } from './script-check.port.js';
import { STORED_BY_DEFINITION, type StoredByDefinition } from './stored-by-definition.port.js';
import { SUPERUSERS, type Superusers } from './superusers.port.js';

/** What the composition root hands over. */
export interface ModuleConfigRequirements {
  readonly nodeId: string;
  readonly outside: OutsideProperties;
  readonly types: ModuleTypes;
  readonly runtime: ModuleRuntime;
}

/** Provides MODULE_ADMINISTRATION and PROPERTY_OVERVIEW, and to the composition root the stores and {@link ModuleSource}. */
@Module({})
export class ModuleConfigModule {
  static forRoot(requirements: ModuleConfigRequirements): DynamicModule {
    return {
      module: ModuleConfigModule,
      global: true,
      providers: [...storesFor(requirements), administrationFor(requirements), overviewFor(requirements)],
      exports: [MODULE_ADMINISTRATION, PROPERTY_OVERVIEW, MODULE_DEFINITION_STORE, MODULE_STATE_STORE, ModuleSource],
    };
  }
}

function storesFor({ outside, types }: ModuleConfigRequirements): readonly Provider[] {
  const isSecret = (type: string, key: string, value: string): boolean => types.isSecret(type, key, value);
  return [
    {
      provide: MODULE_DEFINITION_STORE,
      inject: [SQL, SECRET_ENCRYPTION],
      useFactory: (sql: Sql, encryption: SecretEncryption) => new SqlModuleDefinitions({ sql, encryption, isSecret }),
    },
    { provide: MODULE_STATE_STORE, inject: [SQL], useFactory: (sql: Sql) => new SqlModuleStates(sql) },
    {
      provide: ModuleSource,
      inject: [MODULE_DEFINITION_STORE],
      useFactory: (store: ModuleDefinitionStore) => new ModuleSource(outside, store),
    },
  ];
}

function administrationFor({ nodeId, types, runtime }: ModuleConfigRequirements): Provider {
  return {
    provide: MODULE_ADMINISTRATION,
    inject: [
      ...[SQL, CHANGE_FEED, AUDIT_LOG, MODULE_DEFINITION_STORE, MODULE_STATE_STORE, ModuleSource],
      ...[SUPERUSERS, STORED_BY_DEFINITION, NEEDED_BY_DEFINITION, SCRIPT_CHECK, ROWS_OF_SCRIPTS, ROWS_OF_SKINS],
    ],
    useFactory: (
      sql: Sql,
      changes: ChangeFeed,
      audit: AuditLog,
      definitions: ModuleDefinitionStore,
      states: ModuleStateStore,
      source: ModuleSource,
      superusers: Superusers,
      stored: StoredByDefinition,
      needed: NeededByDefinition,
      scripts: ScriptCheck,
      ...rows: readonly RowsOfModule[]
    ) =>
      new ModuleAdministrator({
        ...{ nodeId, types, runtime, sql, changes, audit },
        ...{ definitions, states, source, superusers, stored, needed, scripts, rows },
      }),
  };
}

function overviewFor({ types, runtime }: ModuleConfigRequirements): Provider {
  return {
    provide: PROPERTY_OVERVIEW,
    inject: [ModuleSource],
    useFactory: (source: ModuleSource) => new CurrentProperties({ source, types, runtime }),
  };
}
