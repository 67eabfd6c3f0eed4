import type { Sql } from '#database/sql.port';
import type { ServerChecks } from '../server-checks.store.js';

const insert = {
  name: 'server-check-insert',
  text: 'insert into server_check (name, value) values ($1, $2) on conflict (name) do nothing',
};
const select = { name: 'server-check-select', text: 'select value from server_check where name = $1' };

/** {@link ServerChecks} in the table server_check. */
export class SqlServerChecks implements ServerChecks {
  constructor(private readonly sql: Sql) {}

  async find(name: string): Promise<string | undefined> {
    const [row] = await this.sql.query<{ value: string }>(select, [name]);
    return row?.value;
  }

  async keepFirst(name: string, value: string): Promise<string> {
    await this.sql.query(insert, [name, value]);
    const stored = await this.find(name);
    if (stored === undefined)
      throw new Error(`The row "${name}" of server_check was deleted while the server started.`);
    return stored;
  }
}
