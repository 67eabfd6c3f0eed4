import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import { audienceCondition } from './audience-condition.js';
import { confirmationCondition } from './confirmation-condition.js';
import { FAMILY_COLUMNS as COLUMNS, familyValues, startFamily, toFamily, type FamilyRow } from './family-row.js';
import type { NewTokenFamily } from '../new-token-family.js';
import type {
  ImmediateGrant,
  PresentedGeneration,
  RefreshStanding,
  RevokedFamily,
  TokenFamily,
  TokenFamilyStore,
} from '../token-family.store.js';

const LIVE = 'revoked_at IS NULL AND refresh_allowed AND refresh_expires_at > gatehouse_now()';

const START = {
  name: 'token_family_start',
  text: `WITH granted AS (SELECT $1::uuid AS grant_id, $3::text AS client_id, $4::bigint AS user_pid, $5::jsonb AS details)
         ${startFamily('granted', 6)}`,
};
const ROTATE = {
  name: 'token_family_rotate',
  text: `UPDATE token_family SET generation = $4::int + 1, generation_issued_at = gatehouse_now()
          WHERE handle_hash = $1 AND module_id = $2 AND client_id = $3 AND ${LIVE}
            AND generation = $4 AND ${audienceCondition('$5')} AND ${confirmationCondition('$6')}
          RETURNING ${COLUMNS}`,
};
const STANDING = {
  name: 'token_family_standing',
  text: `SELECT ${COLUMNS}, client_id = $3 AS own, ${LIVE} AS live, ${confirmationCondition('$5')} AS confirmed,
                generation_issued_at + make_interval(secs => $4) > gatehouse_now() AS in_grace
           FROM token_family WHERE handle_hash = $1 AND module_id = $2`,
};
const FIND_LIVE = {
  name: 'token_family_find_live',
  text: `SELECT ${COLUMNS} FROM token_family
          WHERE grant_id = $2 AND module_id = $1 AND revoked_at IS NULL AND expires_at > gatehouse_now()`,
};
const FIND_LIVE_BY_HANDLE = {
  name: 'token_family_find_live_by_handle',
  text: `SELECT ${COLUMNS} FROM token_family WHERE handle_hash = $2 AND module_id = $1 AND ${LIVE}`,
};
const KEEP_OF_SCRIPT = {
  name: 'token_family_keep_of_script',
  text: `UPDATE token_family SET details = details || $3::jsonb WHERE grant_id = $2 AND module_id = $1 AND revoked_at IS NULL`,
};
const UNDO_START = {
  name: 'token_family_undo_start',
  text: 'DELETE FROM token_family WHERE grant_id = $2 AND module_id = $1 AND generation <= 1 AND revoked_at IS NULL',
};
const REVOKE = {
  name: 'token_family_revoke',
  text: `UPDATE token_family SET revoked_at = gatehouse_now(), revocation_reason = $3
          WHERE grant_id = $2 AND module_id = $1 AND revoked_at IS NULL RETURNING grant_id`,
};
const REVOKE_ONLINE = {
  name: 'token_family_revoke_online',
  text: `UPDATE token_family SET revoked_at = gatehouse_now(), revocation_reason = $3
          WHERE sid = $2 AND module_id = $1 AND online AND revoked_at IS NULL RETURNING grant_id, client_id, user_pid`,
};

interface StandingRow extends FamilyRow {
  own: boolean;
  live: boolean;
  confirmed: boolean;
  in_grace: boolean;
}

function standingOf(row: StandingRow | undefined, presented: number): RefreshStanding {
  if (row === undefined) return { kind: 'unknown' };
  if (!row.own) return { kind: 'other-client' };
  if (!row.live) return { kind: 'ended' };
  if (!row.confirmed) return { kind: 'other-key' };
  const family = toFamily(row);
  if (presented === row.generation) return { kind: 'live', family };
  if (presented === row.generation - 1 && row.in_grace) return { kind: 'retry', family };
  return presented < row.generation ? { kind: 'reused', family } : { kind: 'unknown' };
}

/** {@link TokenFamilyStore} in PostgreSQL. */
@Injectable()
export class SqlTokenFamilyStore implements TokenFamilyStore {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async start(grant: ImmediateGrant, family: NewTokenFamily): Promise<void> {
    const { grantId, moduleId, clientId, details } = grant;
    await this.sql.query(START, [grantId, moduleId, clientId, details.userPid, details, ...familyValues(family)]);
  }

  async undoStart(moduleId: string, grantId: string): Promise<void> {
    await this.sql.query(UNDO_START, [moduleId, grantId]);
  }

  async rotate(presented: PresentedGeneration): Promise<TokenFamily | undefined> {
    const { handleHash, moduleId, clientId, generation, audience = null, confirmation = null } = presented;
    const values = [handleHash, moduleId, clientId, generation, audience, confirmation];
    const [row] = await this.sql.query<FamilyRow>(ROTATE, values);
    return row && toFamily(row);
  }

  async standing(presented: PresentedGeneration, graceSeconds: number): Promise<RefreshStanding> {
    const { handleHash, moduleId, clientId, generation, confirmation = null } = presented;
    const values = [handleHash, moduleId, clientId, graceSeconds, confirmation];
    const [row] = await this.sql.query<StandingRow>(STANDING, values);
    return standingOf(row, generation);
  }

  async findLive(moduleId: string, grantId: string): Promise<TokenFamily | undefined> {
    const [row] = await this.sql.query<FamilyRow>(FIND_LIVE, [moduleId, grantId]);
    return row && toFamily(row);
  }

  async findLiveByHandle(moduleId: string, handleHash: string): Promise<TokenFamily | undefined> {
    const [row] = await this.sql.query<FamilyRow>(FIND_LIVE_BY_HANDLE, [moduleId, handleHash]);
    return row && toFamily(row);
  }

  async keepOfScript(...values: Parameters<TokenFamilyStore['keepOfScript']>): Promise<void> {
    await this.sql.query(KEEP_OF_SCRIPT, values);
  }

  async revoke(moduleId: string, grantId: string, reason: string): Promise<boolean> {
    return (await this.sql.query(REVOKE, [moduleId, grantId, reason])).length === 1;
  }

  async revokeOnline(moduleId: string, sid: string, reason: string): Promise<readonly RevokedFamily[]> {
    const rows = await this.sql.query<FamilyRow>(REVOKE_ONLINE, [moduleId, sid, reason]);
    return rows.map((row) => ({ grantId: row.grant_id, clientId: row.client_id, userPid: Number(row.user_pid) }));
  }
}
