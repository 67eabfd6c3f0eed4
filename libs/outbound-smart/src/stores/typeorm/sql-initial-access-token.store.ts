import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import type {
  InitialAccessToken,
  InitialAccessTokenStore,
  NewInitialAccessToken,
} from '../initial-access-token.store.js';

const USABLE = 'module_id = $1 AND token_hash = $2 AND uses_left > 0 AND expires_at > gatehouse_now()';

const ADD = {
  name: 'initial_access_token_add',
  text: `INSERT INTO initial_access_token (module_id, token_hash, id, description, scopes, uses_left, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, gatehouse_now(), gatehouse_now() + make_interval(secs => $7)) RETURNING expires_at`,
};
const FIND = {
  name: 'initial_access_token_find',
  text: `SELECT id, description, scopes FROM initial_access_token WHERE ${USABLE}`,
};
const CLAIM = {
  name: 'initial_access_token_claim',
  text: `UPDATE initial_access_token SET uses_left = uses_left - 1 WHERE ${USABLE} RETURNING id`,
};
const END = {
  name: 'initial_access_token_end',
  text: 'DELETE FROM initial_access_token WHERE module_id = $1 AND id = $2 AND expires_at > gatehouse_now() RETURNING id',
};

/** {@link InitialAccessTokenStore} in PostgreSQL. */
@Injectable()
export class SqlInitialAccessTokenStore implements InitialAccessTokenStore {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async add(token: NewInitialAccessToken): Promise<Date> {
    const { moduleId, tokenHash, id, description, scopes, uses, lifetimeSeconds } = token;
    const values = [moduleId, tokenHash, id, description, scopes ?? null, uses, lifetimeSeconds];
    const [row] = await this.sql.query<{ expires_at: Date }>(ADD, values);
    if (row === undefined) throw new Error('Adding an initial access token returned no row');
    return row.expires_at;
  }

  async find(moduleId: string, tokenHash: string): Promise<InitialAccessToken | undefined> {
    const [row] = await this.sql.query<{ id: string; description: string; scopes: readonly string[] | null }>(FIND, [
      moduleId,
      tokenHash,
    ]);
    return row && { id: row.id, description: row.description, ...(row.scopes && { scopes: row.scopes }) };
  }

  async claim(sql: Sql, moduleId: string, tokenHash: string): Promise<boolean> {
    return (await sql.query(CLAIM, [moduleId, tokenHash])).length === 1;
  }

  async end(moduleId: string, id: string): Promise<boolean> {
    return (await this.sql.query(END, [moduleId, id])).length === 1;
  }
}
