import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import type { SeedRecordStore } from '../seed-record.store.js';

const HAS = { name: 'seed_record_has', text: 'SELECT 1 FROM seed_record WHERE module_id = $1 AND kind = $2' };
const CLAIM = {
  name: 'seed_record_claim',
  text: `INSERT INTO seed_record (module_id, kind, seeded_at) VALUES ($1, $2, gatehouse_now())
         ON CONFLICT DO NOTHING RETURNING module_id`,
};

/** {@link SeedRecordStore} in PostgreSQL. */
@Injectable()
export class SqlSeedRecordStore implements SeedRecordStore {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async has(moduleId: string, kind: 'clients'): Promise<boolean> {
    return (await this.sql.query(HAS, [moduleId, kind])).length === 1;
  }

  async claim(sql: Sql, moduleId: string, kind: 'clients'): Promise<boolean> {
    return (await sql.query(CLAIM, [moduleId, kind])).length === 1;
  }
}
