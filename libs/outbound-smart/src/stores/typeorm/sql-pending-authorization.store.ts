import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import type { AuthorizationRequest } from '#protocol/oauth2/authorization-request';
import type { ContextSelection, PresetAnswer } from '../../launch/context-offer.js';
import type {
  NewPendingAuthorization,
  PendingAuthorization,
  PendingAuthorizationStore,
  WaitingRequest,
} from '../pending-authorization.store.js';
import { fullUntil, secondsUntil } from './room.js';

const COLUMNS = 'handle_hash, client_id, request, selections, preset, created_at';

const ADD = {
  name: 'pending_authorization_add',
  text: `WITH room AS (
           SELECT ${fullUntil('pending_authorization', 'network = $7 AND consumed_at IS NULL', '$8')} AS full_until),
         added AS (
           INSERT INTO pending_authorization (handle_hash, module_id, browser_hash, client_id, request, network, preset, created_at, expires_at)
           SELECT $1, $2, $3, $4, $5, $7, $9::jsonb, gatehouse_now(), gatehouse_now() + make_interval(secs => $6) FROM room WHERE full_until IS NULL)
         SELECT ${secondsUntil('full_until')} AS wait FROM room`,
};
const FIND = {
  name: 'pending_authorization_find',
  text: `SELECT ${COLUMNS} FROM pending_authorization
          WHERE module_id = $1 AND browser_hash = $2 AND ($3::text IS NULL OR handle_hash = $3)
            AND consumed_at IS NULL AND expires_at > gatehouse_now()
          ORDER BY created_at DESC LIMIT 1`,
};
const FIND_OF_ANY_BROWSER = {
  name: 'pending_authorization_find_of_any_browser',
  text: `SELECT ${COLUMNS} FROM pending_authorization
          WHERE module_id = $1 AND handle_hash = $2 AND consumed_at IS NULL AND expires_at > gatehouse_now()`,
};
const FIND_ANSWERED = {
  name: 'pending_authorization_find_answered',
  text: `SELECT ${COLUMNS} FROM pending_authorization
          WHERE module_id = $1 AND browser_hash = $2 AND handle_hash = $3 AND consumed_at IS NOT NULL`,
};
const TAKE = {
  name: 'pending_authorization_take',
  text: `UPDATE pending_authorization SET consumed_at = gatehouse_now(), preset = NULL
          WHERE handle_hash = $3 AND module_id = $1 AND browser_hash = $2
            AND consumed_at IS NULL AND expires_at > gatehouse_now()
          RETURNING handle_hash`,
};
const NOTE_USERNAME = {
  name: 'pending_authorization_note_username',
  text: `UPDATE pending_authorization SET request = request || jsonb_build_object('typedUsername', $4::text)
          WHERE handle_hash = $3 AND module_id = $1 AND browser_hash = $2 AND consumed_at IS NULL`,
};
const SELECT_CONTEXT = {
  name: 'pending_authorization_select_context',
  text: `UPDATE pending_authorization SET selections = $4
          WHERE handle_hash = $3 AND module_id = $1 AND browser_hash = $2
            AND consumed_at IS NULL AND expires_at > gatehouse_now()
          RETURNING handle_hash`,
};
const KEEP_PRESET = {
  name: 'pending_authorization_keep_preset',
  text: `UPDATE pending_authorization SET preset = CASE WHEN preset->>'mark' = $4::jsonb->>'mark' THEN preset ELSE $4::jsonb END
          WHERE handle_hash = $3 AND module_id = $1 AND browser_hash = $2
            AND consumed_at IS NULL AND expires_at > gatehouse_now()
          RETURNING preset`,
};
const REBIND = {
  name: 'pending_authorization_rebind',
  text: `UPDATE pending_authorization SET browser_hash = $3
          WHERE module_id = $1 AND browser_hash = $2 AND consumed_at IS NULL`,
};

const BIND = {
  name: 'pending_authorization_bind',
  text: `UPDATE pending_authorization SET browser_hash = $2
          WHERE module_id = $1 AND handle_hash = $3 AND browser_hash = '' AND consumed_at IS NULL RETURNING handle_hash`,
};

/** What was typed while the request waits is kept with it. Before `resource` could be repeated, the audience was one text or absent. */
type StoredRequest = Omit<AuthorizationRequest, 'audience'> & {
  readonly audience?: string | readonly string[];
  readonly typedUsername?: string;
};

interface PendingRow {
  handle_hash: string;
  client_id: string;
  request: StoredRequest;
  selections: readonly ContextSelection[];
  preset: PresetAnswer | null;
  created_at: Date;
}

function toPending(row: PendingRow): PendingAuthorization {
  const { typedUsername, audience = [], ...request } = row.request;
  return {
    handleHash: row.handle_hash,
    clientId: row.client_id,
    request: { ...request, audience: [audience].flat() },
    selections: row.selections,
    createdAt: row.created_at,
    ...(typedUsername !== undefined && { typedUsername }),
    ...(row.preset && { preset: row.preset }),
  };
}

/** {@link PendingAuthorizationStore} in PostgreSQL. */
@Injectable()
export class SqlPendingAuthorizationStore implements PendingAuthorizationStore {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async add(pending: NewPendingAuthorization, mostOfNetwork: number): Promise<number | undefined> {
    const { moduleId, handleHash, browserHash, request, lifetimeSeconds, network, preset = null } = pending;
    const values = [handleHash, moduleId, browserHash ?? '', request.clientId, request, lifetimeSeconds, network];
    const [row] = await this.sql.query<{ wait: number | null }>(ADD, [...values, mostOfNetwork, preset]);
    return row?.wait ?? undefined;
  }

  async find(moduleId: string, browserHash: string, handleHash?: string): Promise<PendingAuthorization | undefined> {
    const [row] = await this.sql.query<PendingRow>(FIND, [moduleId, browserHash, handleHash ?? null]);
    return row && toPending(row);
  }

  async findOfAnyBrowser(moduleId: string, handleHash: string): Promise<PendingAuthorization | undefined> {
    const [row] = await this.sql.query<PendingRow>(FIND_OF_ANY_BROWSER, [moduleId, handleHash]);
    return row && toPending(row);
  }

  async findAnswered(
    moduleId: string,
    browserHash: string,
    handleHash: string,
  ): Promise<PendingAuthorization | undefined> {
    const [row] = await this.sql.query<PendingRow>(FIND_ANSWERED, [moduleId, browserHash, handleHash]);
    return row && toPending(row);
  }

  async take(moduleId: string, browserHash: string, handleHash: string): Promise<boolean> {
    return (await this.sql.query(TAKE, [moduleId, browserHash, handleHash])).length === 1;
  }

  async bind(moduleId: string, browserHash: string, handleHash: string): Promise<boolean> {
    return (await this.sql.query(BIND, [moduleId, browserHash, handleHash])).length === 1;
  }

  async noteUsername(moduleId: string, browserHash: string, handleHash: string, username: string): Promise<void> {
    await this.sql.query(NOTE_USERNAME, [moduleId, browserHash, handleHash, username]);
  }

  async select(
    { moduleId, browserHash, handleHash }: WaitingRequest,
    selections: readonly ContextSelection[],
  ): Promise<boolean> {
    // As text, because the driver writes a list of JavaScript as a list of PostgreSQL.
    const values = [moduleId, browserHash, handleHash, JSON.stringify(selections)];
    return (await this.sql.query(SELECT_CONTEXT, values)).length === 1;
  }

  async keepPreset(
    { moduleId, browserHash, handleHash }: WaitingRequest,
    preset: PresetAnswer,
  ): Promise<PresetAnswer | undefined> {
    const [row] = await this.sql.query<Pick<PendingRow, 'preset'>>(KEEP_PRESET, [
      ...[moduleId, browserHash, handleHash],
      preset,
    ]);
    return row?.preset ?? undefined;
  }

  async rebind(moduleId: string, fromBrowserHash: string, toBrowserHash: string): Promise<void> {
    await this.sql.query(REBIND, [moduleId, fromBrowserHash, toBrowserHash]);
  }
}
