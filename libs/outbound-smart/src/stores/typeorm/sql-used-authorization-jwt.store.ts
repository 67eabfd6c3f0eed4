import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import { sha256Base64Url } from '#protocol/hash';
import type {
  AuthorizationJwtClaim,
  AuthorizationJwtKey,
  UsedAuthorizationJwtStore,
} from '../used-authorization-jwt.store.js';

/** A row that is outdated and was not removed yet stands in nobody's way. */
const CLAIM = {
  name: 'used_authorization_jwt_claim',
  text: `INSERT INTO used_authorization_jwt AS used (jwt_hash, expires_at)
         VALUES ($1, gatehouse_now() + make_interval(secs => $2))
         ON CONFLICT (jwt_hash) DO UPDATE SET expires_at = excluded.expires_at WHERE used.expires_at < gatehouse_now()
         RETURNING jwt_hash`,
};

const GIVE_BACK = {
  name: 'used_authorization_jwt_give_back',
  text: 'DELETE FROM used_authorization_jwt WHERE jwt_hash = $1',
};

/** Kept for ten minutes more than it could be presented, in seconds: a clock that is set back must not make it new again (V-35). */
const KEPT_LONGER = 600;

/** {@link UsedAuthorizationJwtStore} in PostgreSQL. */
@Injectable()
export class SqlUsedAuthorizationJwtStore implements UsedAuthorizationJwtStore {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async claim({ moduleId, issuer, jti, lifetimeSeconds }: AuthorizationJwtClaim): Promise<boolean> {
    const hash = hashOf({ moduleId, issuer, jti });
    return (await this.sql.query(CLAIM, [hash, lifetimeSeconds + KEPT_LONGER])).length === 1;
  }

  async giveBack(jwt: AuthorizationJwtKey): Promise<void> {
    await this.sql.query(GIVE_BACK, [hashOf(jwt)]);
  }
}

/** Of JSON, so that no two different triples make one text. */
function hashOf({ moduleId, issuer, jti }: AuthorizationJwtKey): string {
  return sha256Base64Url(JSON.stringify([moduleId, issuer, jti]));
}
