import type { Sql } from '#database/sql.port';
import type { SecretEncryption } from '#keystore/secret-encryption.port';
import { isSecretReference } from '#protocol/administration/secret-reference';
import type { ModuleDefinitionStore, NewModule } from '../module-definition.store.js';
import type { StoredModule } from '../stored-module.js';

const select = {
  name: 'module-config-select',
  text: `select module_id as "moduleId", node_id as "nodeId", type, options, secrets, dependencies, version
           from module_config where archived_at is null order by module_id`,
};
const count = { name: 'module-config-count', text: 'select 1 from module_config limit 1' };
// No row ever goes, and every change raises the version of one.
const revision = {
  name: 'module-config-revision',
  text: 'select coalesce(sum(version), 0)::integer as revision from module_config',
};
// Held to the end of the transaction. What follows is a statement of its own, so that it sees what whoever held the lock has committed.
const lock = {
  name: 'module-config-lock',
  text: `select pg_advisory_xact_lock(hashtextextended('gatehouse module_config', 0))`,
};
const insert = {
  name: 'module-config-insert',
  text: `insert into module_config as module (module_id, node_id, type, options, secrets, dependencies) values ($1, $2, $3, $4, $5, $6)
         on conflict (module_id) do update
            set node_id = excluded.node_id, type = excluded.type, options = excluded.options, secrets = excluded.secrets,
                dependencies = excluded.dependencies, version = module.version + 1, archived_at = null,
                created_at = gatehouse_now(), updated_at = gatehouse_now()
          where module.archived_at is not null
         returning module_id`,
};
const update = {
  name: 'module-config-update',
  text: `update module_config
            set node_id = $2, type = $3, options = $4, secrets = $5, dependencies = $6, version = version + 1, updated_at = gatehouse_now()
          where module_id = $1 and version = $7 and archived_at is null returning module_id`,
};
// What is archived is not kept for anybody: its secrets go.
const archive = {
  name: 'module-config-archive',
  text: `update module_config set archived_at = gatehouse_now(), secrets = '{}', version = version + 1
          where module_id = $1 and version = $2 and archived_at is null returning module_id`,
};

interface Row extends Pick<StoredModule, 'moduleId' | 'nodeId' | 'type' | 'version'> {
  readonly options: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** What the store works with. */
export interface ModuleDefinitionStoreParts {
  readonly sql: Sql;
  readonly encryption: SecretEncryption;
  /** Whether an option is sealed at rest. */
  readonly isSecret: (type: string, key: string, value: string) => boolean;
}

/** {@link ModuleDefinitionStore} in the table module_config. */
export class SqlModuleDefinitions implements ModuleDefinitionStore {
  constructor(private readonly parts: ModuleDefinitionStoreParts) {}

  async all(): Promise<readonly StoredModule[]> {
    return (await this.parts.sql.query<Row>(select, [])).map((row) => this.moduleOf(row));
  }

  async isEmpty(): Promise<boolean> {
    return (await this.parts.sql.query(count, [])).length === 0;
  }

  revision(): Promise<number> {
    return revisionOf(this.parts.sql);
  }

  async lock(sql: Sql): Promise<number> {
    await sql.query(lock, []);
    return revisionOf(sql);
  }

  async fill(sql: Sql, modules: readonly NewModule[]): Promise<boolean> {
    if ((await this.lock(sql)) > 0) return false;
    for (const module of modules) await sql.query(insert, this.valuesOf(module));
    return true;
  }

  async insert(sql: Sql, module: NewModule): Promise<boolean> {
    return (await sql.query(insert, this.valuesOf(module))).length > 0;
  }

  async update(sql: Sql, module: NewModule, version: number): Promise<boolean> {
    return (await sql.query(update, [...this.valuesOf(module), version])).length > 0;
  }

  async archive(sql: Sql, moduleId: string, version: number): Promise<boolean> {
    return (await sql.query(archive, [moduleId, version])).length > 0;
  }

  private moduleOf({ options, secrets, dependencies, ...row }: Row): StoredModule {
    const opened = Object.entries(secrets).map(
      ([key, sealed]) => [key, this.parts.encryption.open(placeOf(row.moduleId, key), sealed)] as const,
    );
    return {
      ...row,
      options: new Map([...Object.entries(options), ...opened]),
      dependencies: new Map(Object.entries(dependencies)),
    };
  }

  private valuesOf({ moduleId, nodeId, type, options, dependencies }: NewModule): readonly unknown[] {
    const isSealed = ([key, value]: readonly [string, string]): boolean =>
      this.parts.isSecret(type, key, value) && !isSecretReference(value);
    const [secrets, others] = [true, false].map((wanted) => [...options].filter((each) => isSealed(each) === wanted));
    const sealed = (secrets ?? []).map(
      ([key, value]) => [key, this.parts.encryption.seal(placeOf(moduleId, key), value)] as const,
    );
    return [moduleId, nodeId, type, ...[others ?? [], sealed, dependencies].map(objectOf)];
  }
}

async function revisionOf(sql: Sql): Promise<number> {
  return (await sql.query<{ readonly revision: number }>(revision, []))[0]?.revision ?? 0;
}

function placeOf(moduleId: string, key: string) {
  return { table: 'module_config', row: [moduleId, key] };
}

/** As JSON: the driver would take a list for one of PostgreSQL's. */
function objectOf(entries: Iterable<readonly [string, string]>): string {
  return JSON.stringify(Object.fromEntries(entries));
}
