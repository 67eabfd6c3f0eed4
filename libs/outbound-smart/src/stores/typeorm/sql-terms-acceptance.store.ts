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
}
