import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import type { Quota, QuotaStore } from '../quota.store.js';
import { secondsUntil } from './room.js';

/** Seconds. */
const HOUR = 3_600;

const TAKE = {
  name: 'registration_quota_take',
  text: `INSERT INTO registration_quota AS quota (module_id, subject, used, ends_at)
         VALUES ($1, $2, 1, gatehouse_now() + make_interval(secs => $4))
         ON CONFLICT (module_id, subject) DO UPDATE
            SET used = CASE WHEN quota.ends_at <= gatehouse_now() THEN 1 ELSE quota.used + 1 END,
                ends_at = CASE WHEN quota.ends_at <= gatehouse_now() THEN excluded.ends_at ELSE quota.ends_at END
          WHERE quota.ends_at <= gatehouse_now() OR quota.used < $3
         RETURNING used`,
};
const WAIT = {
  name: 'registration_quota_wait',
  text: `SELECT ${secondsUntil('ends_at')} AS seconds
           FROM registration_quota WHERE module_id = $1 AND subject = $2`,
};

/** {@link QuotaStore} in PostgreSQL: one statement that counts only where there is room. */
@Injectable()
export class SqlQuotaStore implements QuotaStore {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async take({ moduleId, subject, most, seconds = HOUR }: Quota): Promise<number | undefined> {
    if ((await this.sql.query(TAKE, [moduleId, subject, most, seconds])).length === 1) return undefined;
    const [row] = await this.sql.query<{ seconds: number }>(WAIT, [moduleId, subject]);
    return row?.seconds ?? 1;
  }
}
