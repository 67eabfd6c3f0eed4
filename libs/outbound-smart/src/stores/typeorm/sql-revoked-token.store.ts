import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import type { RevokedTokenStore } from '../revoked-token.store.js';

const REVOKE = {
  name: 'revoked_token_add',
  text: `INSERT INTO revoked_token (module_id, jti, expires_at, revoked_at) VALUES ($1, $2, $3, gatehouse_now())
         ON CONFLICT DO NOTHING RETURNING jti`,
};
const IS_REVOKED = {
  name: 'revoked_token_check',
  text: `SELECT EXISTS (SELECT 1 FROM revoked_token WHERE module_id = $1 AND jti = $2)
             OR ($3::uuid IS NOT NULL AND NOT EXISTS (
                  SELECT 1 FROM token_family WHERE grant_id = $3 AND module_id = $1 AND revoked_at IS NULL)) AS revoked`,
};

/** {@link RevokedTokenStore} in PostgreSQL. */
@Injectable()
export class SqlRevokedTokenStore implements RevokedTokenStore {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async revoke(moduleId: string, jti: string, expiresAt: Date): Promise<boolean> {
    return (await this.sql.query(REVOKE, [moduleId, jti, expiresAt])).length === 1;
  }

  async isRevoked(moduleId: string, jti: string, grantId?: string): Promise<boolean> {
    const [row] = await this.sql.query<{ revoked: boolean }>(IS_REVOKED, [moduleId, jti, grantId ?? null]);
    return row?.revoked ?? true;
  }
}
