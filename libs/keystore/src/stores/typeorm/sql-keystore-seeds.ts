import type { Sql } from '#database/sql.port';
import type { KeystoreSeedStore } from '../keystore-seed.store.js';

const has = {
  name: 'keystore-seed-has',
  text: `select 1 from seed_record where module_id = $1 and kind = 'keystores'`,
};
const note = {
  name: 'keystore-seed-note',
  text: `insert into seed_record (module_id, kind, seeded_at) values ($1, 'keystores', gatehouse_now()) on conflict do nothing`,
};

/** {@link KeystoreSeedStore} in the table seed_record. */
export class SqlKeystoreSeeds implements KeystoreSeedStore {
  constructor(private readonly sql: Sql) {}

  async has(moduleId: string): Promise<boolean> {
    return (await this.sql.query(has, [moduleId])).length > 0;
  }

  async note(moduleId: string): Promise<void> {
    await this.sql.query(note, [moduleId]);
  }
}
