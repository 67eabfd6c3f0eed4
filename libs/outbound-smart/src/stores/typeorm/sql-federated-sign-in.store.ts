import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import type { FederatedSignIn, FederatedSignInStore, NewFederatedSignIn } from '../federated-sign-in.store.js';
import { fullUntil, secondsUntil } from './room.js';

const ADD = {
  name: 'federated_sign_in_add',
  text: `WITH room AS (
           SELECT ${fullUntil('federated_sign_in', 'network = $6 AND consumed_at IS NULL', '$7')} AS full_until),
         added AS (
           INSERT INTO federated_sign_in (state_hash, module_id, server_pid, browser_hash, sealed, network, created_at, expires_at)
           SELECT $1, $2, $3, $4, $5, $6, gatehouse_now(), gatehouse_now() + make_interval(secs => $8) FROM room WHERE full_until IS NULL)
         SELECT ${secondsUntil('full_until')} AS wait FROM room`,
};
const CLAIM = {
  name: 'federated_sign_in_claim',
  text: `UPDATE federated_sign_in SET consumed_at = gatehouse_now()
          WHERE state_hash = $2 AND module_id = $1 AND consumed_at IS NULL AND expires_at > gatehouse_now()
          RETURNING state_hash, server_pid::float8, browser_hash, sealed, created_at`,
};
const REBIND = {
  name: 'federated_sign_in_rebind',
  text: `UPDATE federated_sign_in SET browser_hash = $3 WHERE module_id = $1 AND browser_hash = $2 AND consumed_at IS NULL`,
};

interface FederatedSignInRow {
  readonly state_hash: string;
  readonly server_pid: number;
  readonly browser_hash: string;
  readonly sealed: string;
  readonly created_at: Date;
}

/** {@link FederatedSignInStore} in PostgreSQL. */
@Injectable()
export class SqlFederatedSignInStore implements FederatedSignInStore {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async add(signIn: NewFederatedSignIn, mostOfNetwork: number): Promise<number | undefined> {
    const { stateHash, moduleId, serverPid, browserHash, sealed, network, lifetimeSeconds } = signIn;
    const values = [stateHash, moduleId, serverPid, browserHash, sealed, network, mostOfNetwork, lifetimeSeconds];
    const [row] = await this.sql.query<{ wait: number | null }>(ADD, values);
    return row?.wait ?? undefined;
  }

  async claim(moduleId: string, stateHash: string): Promise<FederatedSignIn | undefined> {
    const [row] = await this.sql.query<FederatedSignInRow>(CLAIM, [moduleId, stateHash]);
    if (row === undefined) return undefined;
    const { server_pid: serverPid, browser_hash: browserHash, sealed, created_at: startedAt } = row;
    return { stateHash, serverPid, browserHash, sealed, startedAt };
  }

  async rebind(moduleId: string, fromBrowserHash: string, toBrowserHash: string): Promise<void> {
    await this.sql.query(REBIND, [moduleId, fromBrowserHash, toBrowserHash]);
  }
}
