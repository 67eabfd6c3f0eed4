import type { AuditLog } from '#audit/audit.port';
import type { ChangeFeed } from '#database/change-feed.port';
import type { Sql } from '#database/sql.port';
import type { ModuleRuntime } from '../module-runtime.port.js';
import type { ModuleSource } from '../module-source.js';
import type { ModuleTypes } from '../module-types.port.js';
import type { ModuleDefinitionStore } from '../stores/module-definition.store.js';
import type { ModuleStateStore } from '../stores/module-state.store.js';
import type { NeededByDefinition } from '../needed-by-definition.port.js';
import type { RowsOfModule } from '../rows-of-module.port.js';
import type { ScriptCheck } from '../script-check.port.js';
import type { StoredByDefinition } from '../stored-by-definition.port.js';
import type { Superusers } from '../superusers.port.js';

/** What the commands about modules work with. */
export interface AdministrationParts {
  readonly nodeId: string;
  readonly sql: Sql;
  readonly changes: ChangeFeed;
  readonly audit: AuditLog;
  readonly definitions: ModuleDefinitionStore;
  readonly states: ModuleStateStore;
  readonly source: ModuleSource;
  readonly types: ModuleTypes;
  readonly runtime: ModuleRuntime;
  readonly superusers: Superusers;
  readonly stored: StoredByDefinition;
  readonly needed: NeededByDefinition;
  readonly scripts: ScriptCheck;
  readonly rows: readonly RowsOfModule[];
}
