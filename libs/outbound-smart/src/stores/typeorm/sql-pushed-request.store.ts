import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import type { AuthorizationRequest } from '#protocol/oauth2/authorization-request';
import type { NewPushedRequest, PresentedRequestUri, PushedRequestStore } from '../pushed-request.store.js';
import { fullUntil, secondsUntil } from './room.js';

const ADD = {
  name: 'pushed_authorization_request_add',
  text: `WITH room AS (
           SELECT ${fullUntil('pushed_authorization_request', 'network = $6 AND consumed_at IS NULL', '$7', 'kept_until')} AS full_until),
         added AS (
           INSERT INTO pushed_authorization_request (uri_hash, module_id, client_id, request, network, created_at, expires_at, kept_until)
           SELECT $1, $2, $3, $4, $6, now, now + make_interval(secs => $5), now + make_interval(secs => $5)
             FROM room, gatehouse_now() AS now WHERE full_until IS NULL)
         SELECT ${secondsUntil('full_until')} AS wait FROM room`,
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

  async add(pushed: NewPushedRequest, mostOfNetwork: number): Promise<number | undefined> {
    const { moduleId, uriHash, request, lifetimeSeconds, network = null } = pushed;
    const values = [uriHash, moduleId, request.clientId, request, lifetimeSeconds, network, mostOfNetwork];
    const [row] = await this.sql.query<{ wait: number | null }>(ADD, values);
    return row?.wait ?? undefined;
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
