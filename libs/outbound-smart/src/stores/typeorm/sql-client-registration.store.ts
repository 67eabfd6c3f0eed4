import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import type {
  ClientRegistrationStore,
  NewClientRegistration,
  RegisteredClientId,
  StoredClientRegistration,
} from '../client-registration.store.js';

const ADD = {
  name: 'client_registration_add',
  text: `INSERT INTO client_registration (client_pid, token_hash, is_known, scopes, registered_at)
         SELECT pid, $3, $4, $5, gatehouse_now() FROM oauth2_client WHERE module_id = $1 AND client_id = $2`,
};
const FIND = {
  name: 'client_registration_find',
  text: `SELECT r.token_hash, r.is_known, r.scopes, r.registered_at FROM client_registration r JOIN oauth2_client c ON c.pid = r.client_pid
          WHERE c.module_id = $1 AND c.client_id = $2`,
};
const REPLACE_TOKEN = {
  name: 'client_registration_replace_token',
  text: `UPDATE client_registration r SET token_hash = $4 FROM oauth2_client c
          WHERE c.pid = r.client_pid AND c.module_id = $1 AND c.client_id = $2 AND r.token_hash = $3 RETURNING r.client_pid`,
};

interface RegistrationRow {
  token_hash: string;
  is_known: boolean;
  scopes: readonly string[] | null;
  registered_at: Date;
}

/** {@link ClientRegistrationStore} in PostgreSQL. */
@Injectable()
export class SqlClientRegistrationStore implements ClientRegistrationStore {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async add(sql: Sql, which: RegisteredClientId, { tokenHash, isKnown, scopes }: NewClientRegistration): Promise<void> {
    await sql.query(ADD, [which.moduleId, which.clientId, tokenHash, isKnown, scopes ?? null]);
  }

  async find({ moduleId, clientId }: RegisteredClientId): Promise<StoredClientRegistration | undefined> {
    const [row] = await this.sql.query<RegistrationRow>(FIND, [moduleId, clientId]);
    if (row === undefined) return undefined;
    const { token_hash: tokenHash, is_known: isKnown, registered_at: registeredAt, scopes } = row;
    return { tokenHash, isKnown, registeredAt, ...(scopes && { scopes }) };
  }

  async replaceToken(sql: Sql, which: RegisteredClientId, tokenHash: string, newHash: string): Promise<boolean> {
    const values = [which.moduleId, which.clientId, tokenHash, newHash];
    return (await sql.query(REPLACE_TOKEN, values)).length === 1;
  }
}
