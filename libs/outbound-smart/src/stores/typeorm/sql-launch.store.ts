import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import type { LaunchContext } from '#protocol/smart/launch-context';
import type { LaunchStanding, LaunchStore, NewLaunch, PresentedLaunch } from '../launch.store.js';

const ADD = {
  name: 'launch_add',
  text: `INSERT INTO launch (launch_hash, module_id, client_id, username, audience, context, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, gatehouse_now() + make_interval(secs => $7)) RETURNING expires_at`,
};
const STANDING = {
  name: 'launch_standing',
  text: `SELECT client_id, username, audience, context, consumed_at IS NOT NULL AS spent,
                expires_at <= coalesce($3, gatehouse_now()) AS expired
           FROM launch WHERE launch_hash = $1 AND module_id = $2`,
};

interface LaunchRow {
  client_id: string;
  username: string;
  audience: string | null;
  context: LaunchContext;
  spent: boolean;
  expired: boolean;
}

/** {@link LaunchStore} in PostgreSQL. */
@Injectable()
export class SqlLaunchStore implements LaunchStore {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async add(launch: NewLaunch): Promise<Date> {
    const { launchHash, moduleId, clientId, username, audience, context, lifetimeSeconds } = launch;
    const values = [launchHash, moduleId, clientId, username, audience ?? null, context, lifetimeSeconds];
    const [row] = await this.sql.query<{ expires_at: Date }>(ADD, values);
    if (row === undefined) throw new Error('The launch was not stored.');
    return row.expires_at;
  }

  async standing({ moduleId, clientId, launchHash, presentedAt }: PresentedLaunch): Promise<LaunchStanding> {
    const [row] = await this.sql.query<LaunchRow>(STANDING, [launchHash, moduleId, presentedAt ?? null]);
    if (row === undefined) return { kind: 'unknown' };
    if (row.client_id !== clientId) return { kind: 'foreign' };
    if (row.spent) return { kind: 'spent' };
    if (row.expired) return { kind: 'expired' };
    const { username, audience, context } = row;
    return {
      kind: 'live',
      launch: { launchHash, clientId, username, context, ...(audience !== null && { audience }) },
    };
  }
}
