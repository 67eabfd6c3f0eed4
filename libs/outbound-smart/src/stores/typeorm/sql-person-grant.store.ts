import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import type { GrantDetails } from '../authorization-code.store.js';
import type {
  OlderGrants,
  PersonApproval,
  PersonGrant,
  PersonGrantStore,
  PersonKey,
  WithdrawnApp,
} from '../person-grant.store.js';

/** What an archived client got is not shown as that of another one that has its id now. */
const ofFormer = (given: string, incarnation: string) => `EXISTS (
  SELECT 1 FROM oauth2_client c WHERE c.module_id = ${given}.module_id AND c.client_id = ${given}.client_id
     AND c.archived_at IS NULL AND c.incarnation <> ${incarnation})`;

/** Each app's grants by age; those that end with a browser session stand apart, so that they do not hide those that stay. */
const AGED = `SELECT grant_id, client_id, sid, details->'scopes' AS scopes, details->>'refresh' AS refresh, created_at,
                coalesce(generation_issued_at, created_at) AS last_used_at, coalesce(refresh_expires_at, expires_at) AS ends_at,
                row_number() OVER (PARTITION BY client_id, details->>'refresh' = 'online' ORDER BY created_at DESC) AS place
           FROM token_family f
          WHERE module_id = $1 AND user_pid = $2 AND revoked_at IS NULL
            AND coalesce(refresh_expires_at, expires_at) > gatehouse_now()
            AND NOT ${ofFormer('f', "coalesce((f.details->>'incarnation')::integer, 0)")}`;
const GRANTS = {
  name: 'person_grants',
  text: `SELECT * FROM (${AGED}) AS aged WHERE place <= 10 ORDER BY created_at DESC`,
};
const OLDER_GRANTS = {
  name: 'person_older_grants',
  text: `SELECT client_id, count(DISTINCT grant_id)::integer AS count, bool_or(refresh = 'offline') AS offline,
                array_remove(array_agg(DISTINCT scope), NULL) AS scopes
           FROM (${AGED}) AS aged LEFT JOIN LATERAL jsonb_array_elements_text(scopes) AS scope ON true
          WHERE place > 10 GROUP BY client_id`,
};
const APPROVALS = {
  name: 'person_approvals',
  text: `SELECT client_id, scopes, approved_at FROM approval a
          WHERE module_id = $1 AND user_pid = $2 AND cardinality(scopes) > 0 AND NOT ${ofFormer('a', 'a.incarnation')} ORDER BY client_id LIMIT 500`,
};
const REVOKE_GRANT = {
  name: 'person_grant_revoke',
  text: `UPDATE token_family SET revoked_at = gatehouse_now(), revocation_reason = 'withdrawn-by-person'
          WHERE module_id = $1 AND user_pid = $2 AND grant_id::text = $3 AND revoked_at IS NULL
          RETURNING grant_id, client_id, user_pid`,
};
const REVOKE_CLIENT = {
  name: 'person_client_revoke',
  text: `WITH families AS (
           UPDATE token_family SET revoked_at = gatehouse_now(), revocation_reason = 'withdrawn-by-person'
            WHERE module_id = $1 AND user_pid = $2 AND client_id = $3 AND revoked_at IS NULL AND expires_at > gatehouse_now()
           RETURNING grant_id),
         codes AS (
           UPDATE authorization_code SET consumed_at = gatehouse_now()
            WHERE module_id = $1 AND user_pid = $2 AND client_id = $3 AND consumed_at IS NULL
           RETURNING 1),
         approvals AS (
           DELETE FROM approval WHERE module_id = $1 AND user_pid = $2 AND client_id = $3 RETURNING 1)
         SELECT ARRAY(SELECT grant_id::text FROM families) AS grant_ids,
                EXISTS (SELECT 1 FROM codes) OR EXISTS (SELECT 1 FROM approvals) AS had_more`,
};

const MODULES = {
  name: 'person_modules',
  text: `SELECT DISTINCT module_id FROM token_family
          WHERE user_pid = $1 AND revoked_at IS NULL AND coalesce(refresh_expires_at, expires_at) > gatehouse_now()
         UNION SELECT module_id FROM approval WHERE user_pid = $1 AND cardinality(scopes) > 0 ORDER BY module_id`,
};
// Codes have no index by person; those that live are few.
const REVOKE_EVERYWHERE = {
  name: 'person_revoke_everywhere',
  text: `WITH families AS (
           UPDATE token_family SET revoked_at = gatehouse_now(), revocation_reason = 'withdrawn-by-administrator'
            WHERE user_pid = $1 AND ($2::text IS NULL OR client_id = $2) AND revoked_at IS NULL AND expires_at > gatehouse_now()
           RETURNING module_id, client_id, grant_id::text),
         codes AS (
           UPDATE authorization_code SET consumed_at = gatehouse_now()
            WHERE user_pid = $1 AND ($2::text IS NULL OR client_id = $2) AND consumed_at IS NULL AND expires_at > gatehouse_now()
           RETURNING module_id, client_id, NULL::text),
         approvals AS (
           DELETE FROM approval WHERE user_pid = $1 AND ($2::text IS NULL OR client_id = $2) RETURNING module_id, client_id, NULL::text)
         SELECT module_id, client_id, array_remove(array_agg(grant_id), NULL) AS grant_ids
           FROM (SELECT * FROM families UNION ALL SELECT * FROM codes UNION ALL SELECT * FROM approvals) AS ended
          GROUP BY module_id, client_id ORDER BY module_id, client_id`,
};

interface GrantRow {
  grant_id: string;
  client_id: string;
  sid: string | null;
  scopes: readonly string[];
  refresh: GrantDetails['refresh'];
  created_at: Date;
  last_used_at: Date;
  ends_at: Date;
}

function toGrant(row: GrantRow): PersonGrant {
  return {
    grantId: row.grant_id,
    clientId: row.client_id,
    scopes: row.scopes,
    refresh: row.refresh,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    endsAt: row.ends_at,
    ...(row.sid !== null && { sid: row.sid }),
  };
}

/** {@link PersonGrantStore} in PostgreSQL. */
@Injectable()
export class SqlPersonGrantStore implements PersonGrantStore {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async grants({ moduleId, userPid }: PersonKey): Promise<readonly PersonGrant[]> {
    return (await this.sql.query<GrantRow>(GRANTS, [moduleId, userPid])).map(toGrant);
  }

  async olderGrants({ moduleId, userPid }: PersonKey): Promise<readonly OlderGrants[]> {
    const rows = await this.sql.query<{ client_id: string } & Omit<OlderGrants, 'clientId'>>(OLDER_GRANTS, [
      moduleId,
      userPid,
    ]);
    return rows.map(({ client_id: clientId, ...rest }) => ({ clientId, ...rest }));
  }

  async approvals({ moduleId, userPid }: PersonKey): Promise<readonly PersonApproval[]> {
    const rows = await this.sql.query<{ client_id: string; scopes: string[]; approved_at: Date }>(APPROVALS, [
      moduleId,
      userPid,
    ]);
    return rows.map((row) => ({ clientId: row.client_id, scopes: row.scopes, approvedAt: row.approved_at }));
  }

  async modules(userPid: number): Promise<readonly string[]> {
    const rows = await this.sql.query<{ module_id: string }>(MODULES, [userPid]);
    return rows.map(({ module_id: moduleId }) => moduleId);
  }

  async revokeEverywhere(sql: Sql, userPid: number, clientId?: string): Promise<readonly WithdrawnApp[]> {
    const rows = await sql.query<{ module_id: string; client_id: string; grant_ids: string[] }>(REVOKE_EVERYWHERE, [
      userPid,
      clientId ?? null,
    ]);
    return rows.map((row) => ({ moduleId: row.module_id, clientId: row.client_id, grantIds: row.grant_ids }));
  }

  async revokeGrant({ moduleId, userPid }: PersonKey, grantId: string) {
    const [row] = await this.sql.query<{ client_id: string }>(REVOKE_GRANT, [moduleId, userPid, grantId]);
    return row && { grantId, clientId: row.client_id, userPid };
  }

  async revokeClient({ moduleId, userPid }: PersonKey, clientId: string) {
    const [row] = await this.sql.query<{ grant_ids: string[]; had_more: boolean }>(REVOKE_CLIENT, [
      moduleId,
      userPid,
      clientId,
    ]);
    const grants = (row?.grant_ids ?? []).map((grantId) => ({ grantId, clientId, userPid }));
    return { grants, hadMore: row?.had_more ?? false };
  }
}
