import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import type { TermsAcceptanceStore, TermsKey } from '../terms-acceptance.store.js';

const FIND = {
  name: 'terms_acceptance_find',
  text: 'SELECT FROM terms_acceptance WHERE module_id = $1 AND user_pid = $2 AND version = $3',
};
const ACCEPT = {
  name: 'terms_acceptance_accept',
  text: `INSERT INTO terms_acceptance (module_id, user_pid, version, accepted_at) VALUES ($1, $2, $3, gatehouse_now())
         ON CONFLICT DO NOTHING RETURNING accepted_at`,
};
const COUNT = {
  name: 'terms_acceptance_count',
  text: `SELECT count(DISTINCT user_pid)::int AS people FROM terms_acceptance
         JOIN user_account ON pid = user_pid WHERE archived_at IS NULL`,
};

/** {@link TermsAcceptanceStore} in PostgreSQL. */
@Injectable()
export class SqlTermsAcceptanceStore implements TermsAcceptanceStore {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async isAccepted({ moduleId, userPid, version }: TermsKey): Promise<boolean> {
    return (await this.sql.query(FIND, [moduleId, userPid, version])).length === 1;
  }

  async accept({ moduleId, userPid, version }: TermsKey): Promise<boolean> {
    return (await this.sql.query(ACCEPT, [moduleId, userPid, version])).length === 1;
  }

  async countPeople(): Promise<number> {
    const [row] = await this.sql.query<{ readonly people: number }>(COUNT, []);
    return row?.people ?? 0;
  }
}
