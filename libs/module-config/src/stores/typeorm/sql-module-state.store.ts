import type { Sql } from '#database/sql.port';
import type { DesiredState, ModuleStateStore } from '../module-state.store.js';

const select = {
  name: 'module-state-select',
  text: 'select module_id as "moduleId", desired, generation from module_state',
};
const upsert = {
  name: 'module-state-upsert',
  text: `insert into module_state as state (module_id, desired) values ($1, $2)
         on conflict (module_id) do update set desired = excluded.desired, generation = state.generation + 1`,
};

/** {@link ModuleStateStore} in the table module_state. */
export class SqlModuleStates implements ModuleStateStore {
  constructor(private readonly sql: Sql) {}

  async all(): Promise<ReadonlyMap<string, DesiredState>> {
    const rows = await this.sql.query<DesiredState & { readonly moduleId: string }>(select, []);
    return new Map(rows.map(({ moduleId, ...state }) => [moduleId, state]));
  }

  async want(sql: Sql, moduleId: string, desired: DesiredState['desired']): Promise<void> {
    await sql.query(upsert, [moduleId, desired]);
  }
}
