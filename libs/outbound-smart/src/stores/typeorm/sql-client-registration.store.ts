import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import type {
  ClientRegistrationStore,
  NewClientRegistration,
  RegisteredClientId,
  StoredClientRegistration,
  UnusedLimits,
} from '../client-registration.store.js';

const ADD = {
  name: 'client_registration_add',
  text: `INSERT INTO client_registration (client_pid, token_hash, is_known, scopes, registered_at)
         SELECT pid, $3, $4, $5, gatehouse_now() FROM oauth2_client
          WHERE module_id = $1 AND client_id = $2 AND archived_at IS NULL`,
};
const FIND = {
  name: 'client_registration_find',
  text: `SELECT r.token_hash, r.previous_hash, r.is_known, r.scopes, r.registered_at
           FROM client_registration r JOIN oauth2_client c ON c.pid = r.client_pid
          WHERE c.module_id = $1 AND c.client_id = $2 AND c.archived_at IS NULL`,
};
const REPLACE_TOKEN = {
  name: 'client_registration_replace_token',
  text: `UPDATE client_registration r SET token_hash = $4, previous_hash = $3, last_used_at = gatehouse_now()
           FROM oauth2_client c
          WHERE c.pid = r.client_pid AND c.module_id = $1 AND c.client_id = $2 AND c.archived_at IS NULL
            AND $3 IN (r.token_hash, r.previous_hash)
         RETURNING r.client_pid`,
};
const FORGET_PREVIOUS = {
  name: 'client_registration_forget_previous',
  text: `UPDATE client_registration r SET previous_hash = NULL FROM oauth2_client c
          WHERE c.pid = r.client_pid AND c.module_id = $1 AND c.client_id = $2 AND c.archived_at IS NULL AND r.token_hash = $3`,
};

const NOTE_USE = {
  name: 'client_registration_note_use',
  text: `UPDATE client_registration SET last_used_at = gatehouse_now()
          WHERE client_pid = $1 AND last_used_at < gatehouse_now() - interval '1 day'`,
};
const UNUSED = {
  name: 'client_registration_unused',
  text: `SELECT c.client_id FROM client_registration r JOIN oauth2_client c ON c.pid = r.client_pid
          WHERE NOT r.is_known AND r.last_used_at < gatehouse_now() - make_interval(days => $2)
            AND c.module_id = $1 AND c.archived_at IS NULL AND c.definition->>'untrusted' = 'true' LIMIT $3`,
};

interface RegistrationRow {
  token_hash: string;
  previous_hash: string | null;
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
    const {
      token_hash: tokenHash,
      previous_hash: previousHash,
      is_known: isKnown,
      registered_at: registeredAt,
      scopes,
    } = row;
    return {
      tokenHash,
      isKnown,
      registeredAt,
      ...(previousHash !== null && { previousHash }),
      ...(scopes && { scopes }),
    };
  }

  async replaceToken(sql: Sql, which: RegisteredClientId, tokenHash: string, newHash: string): Promise<boolean> {
    const values = [which.moduleId, which.clientId, tokenHash, newHash];
    return (await sql.query(REPLACE_TOKEN, values)).length === 1;
  }

  async noteUse(clientPid: number): Promise<void> {
    await this.sql.query(NOTE_USE, [clientPid]);
  }

  async unused({ moduleId, days, most }: UnusedLimits): Promise<readonly string[]> {
    const rows = await this.sql.query<{ client_id: string }>(UNUSED, [moduleId, days, most]);
    return rows.map(({ client_id }) => client_id);
  }

  async forgetPrevious({ moduleId, clientId }: RegisteredClientId, tokenHash: string): Promise<void> {
    await this.sql.query(FORGET_PREVIOUS, [moduleId, clientId, tokenHash]);
  }
}
