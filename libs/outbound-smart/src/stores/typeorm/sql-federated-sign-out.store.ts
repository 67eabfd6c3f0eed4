import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import type { FederatedSignOut, FederatedSignOutStore } from '../federated-sign-out.store.js';

const ADD = {
  name: 'federated_sign_out_add',
  text: `INSERT INTO federated_sign_out (state_hash, module_id, location, client_id, expires_at)
         VALUES ($1, $2, $3, $4, gatehouse_now() + make_interval(secs => $5))`,
};
const CLAIM = {
  name: 'federated_sign_out_claim',
  text: `UPDATE federated_sign_out SET consumed_at = gatehouse_now()
          WHERE state_hash = $2 AND module_id = $1 AND consumed_at IS NULL AND expires_at > gatehouse_now()
          RETURNING location, client_id`,
};

/** {@link FederatedSignOutStore} in PostgreSQL. */
@Injectable()
export class SqlFederatedSignOutStore implements FederatedSignOutStore {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async add({ stateHash, moduleId, location, clientId }: FederatedSignOut, lifetimeSeconds: number): Promise<void> {
    await this.sql.query(ADD, [stateHash, moduleId, location ?? null, clientId ?? null, lifetimeSeconds]);
  }

  async claim(moduleId: string, stateHash: string): Promise<FederatedSignOut | undefined> {
    const rows = await this.sql.query<{ location: string | null; client_id: string | null }>(CLAIM, [
      moduleId,
      stateHash,
    ]);
    const [row] = rows;
    if (row === undefined) return undefined;
    const { location, client_id: clientId } = row;
    return {
      ...{ stateHash, moduleId },
      ...(location !== null && { location }),
      ...(clientId !== null && { clientId }),
    };
  }
}
