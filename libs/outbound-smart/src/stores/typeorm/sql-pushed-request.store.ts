import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import type { AuthorizationRequest } from '#protocol/oauth2/authorization-request';
import type { NewPushedRequest, PresentedRequestUri, PushedRequestStore } from '../pushed-request.store.js';

const ADD = {
  name: 'pushed_authorization_request_add',
  text: `INSERT INTO pushed_authorization_request (uri_hash, module_id, client_id, request, created_at, expires_at, kept_until)
         VALUES ($1, $2, $3, $4, gatehouse_now(), gatehouse_now() + make_interval(secs => $5), gatehouse_now() + make_interval(secs => $5))`,
};
const FIND = {
  name: 'pushed_authorization_request_find',
  text: `UPDATE pushed_authorization_request
            SET kept_until = greatest(kept_until, gatehouse_now() + make_interval(secs => $4))
          WHERE uri_hash = $3 AND module_id = $1 AND client_id = $2 AND consumed_at IS NULL AND expires_at > gatehouse_now()
          RETURNING request`,
};
const TAKE = {
  name: 'pushed_authorization_request_take',
  text: `UPDATE pushed_authorization_request SET consumed_at = gatehouse_now()
          WHERE uri_hash = $2 AND module_id = $1 AND consumed_at IS NULL RETURNING uri_hash`,
};

/** {@link PushedRequestStore} in PostgreSQL. */
@Injectable()
export class SqlPushedRequestStore implements PushedRequestStore {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async add({ moduleId, uriHash, request, lifetimeSeconds }: NewPushedRequest): Promise<void> {
    await this.sql.query(ADD, [uriHash, moduleId, request.clientId, request, lifetimeSeconds]);
  }

  async find(
    { moduleId, clientId, uriHash }: PresentedRequestUri,
    answerSeconds: number,
  ): Promise<AuthorizationRequest | undefined> {
    const values = [moduleId, clientId, uriHash, answerSeconds];
    const [row] = await this.sql.query<{ request: AuthorizationRequest }>(FIND, values);
    return row?.request;
  }

  async take(moduleId: string, uriHash: string): Promise<boolean> {
    return (await this.sql.query(TAKE, [moduleId, uriHash])).length === 1;
  }
}
