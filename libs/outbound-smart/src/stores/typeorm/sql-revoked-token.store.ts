import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import type { AccessTokenStanding, RevokedTokenStore } from '../revoked-token.store.js';
import { FAMILY_COLUMNS, toFamily, type FamilyRow } from './family-row.js';

const REVOKE = {
  name: 'revoked_token_add',
  text: `INSERT INTO revoked_token (module_id, jti, expires_at, revoked_at) VALUES ($1, $2, $3, gatehouse_now())
         ON CONFLICT DO NOTHING RETURNING jti`,
};
const STANDING = {
  name: 'revoked_token_standing',
  text: `SELECT EXISTS (SELECT 1 FROM revoked_token WHERE module_id = $1 AND jti = $2) AS jti_revoked, ${FAMILY_COLUMNS}
           FROM (SELECT 1) AS always
           LEFT JOIN token_family ON grant_id = $3 AND module_id = $1 AND revoked_at IS NULL AND expires_at > gatehouse_now()`,
};

type StandingRow = { jti_revoked: boolean } & (FamilyRow | { grant_id: null });

/** {@link RevokedTokenStore} in PostgreSQL. */
@Injectable()
export class SqlRevokedTokenStore implements RevokedTokenStore {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async revoke(moduleId: string, jti: string, expiresAt: Date): Promise<boolean> {
    return (await this.sql.query(REVOKE, [moduleId, jti, expiresAt])).length === 1;
  }

  async standing(moduleId: string, jti: string, grantId?: string): Promise<AccessTokenStanding> {
    const [row] = await this.sql.query<StandingRow>(STANDING, [moduleId, jti, grantId ?? null]);
    if (row === undefined || row.jti_revoked) return { revoked: true };
    if (row.grant_id === null) return { revoked: grantId !== undefined };
    return { revoked: false, family: toFamily(row) };
  }
}
