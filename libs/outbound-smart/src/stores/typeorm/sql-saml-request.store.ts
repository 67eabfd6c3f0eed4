import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import type {
  NewSamlOutcome,
  NewSamlRequest,
  SamlOutcome,
  SamlRequestStore,
  WaitingSamlRequest,
} from '../saml-request.store.js';
import { fullUntil, secondsUntil } from './room.js';

const ADD = {
  name: 'saml_request_add',
  text: `WITH room AS (
           SELECT ${fullUntil('saml_request', 'network = $7 AND consumed_at IS NULL', '$8')} AS full_until),
         added AS (
           INSERT INTO saml_request (request_hash, module_id, saml_module_id, browser_hash, is_renewed, sealed, network, created_at, expires_at)
           SELECT $1, $2, $3, $4, $5, $6, $7, gatehouse_now(), gatehouse_now() + make_interval(secs => $9) FROM room WHERE full_until IS NULL)
         SELECT ${secondsUntil('full_until')} AS wait FROM room`,
};
const FIND = {
  name: 'saml_request_find',
  text: `SELECT request_hash, module_id, saml_module_id, browser_hash, is_renewed, sealed, created_at FROM saml_request
          WHERE request_hash = $2 AND module_id = $1 AND consumed_at IS NULL AND expires_at > gatehouse_now()`,
};
const ANSWER = {
  name: 'saml_request_answer',
  text: `WITH claimed AS (
           UPDATE saml_request SET consumed_at = gatehouse_now()
            WHERE request_hash = $2 AND module_id = $1 AND consumed_at IS NULL AND expires_at > gatehouse_now()
            RETURNING saml_module_id, browser_hash)
         INSERT INTO saml_outcome (outcome_hash, module_id, saml_module_id, browser_hash, sealed, expires_at)
         SELECT $3, $1, saml_module_id, browser_hash, $4, gatehouse_now() + make_interval(secs => $5) FROM claimed
         RETURNING outcome_hash`,
};
const CLAIM_OUTCOME = {
  name: 'saml_outcome_claim',
  text: `UPDATE saml_outcome SET consumed_at = gatehouse_now()
          WHERE outcome_hash = $2 AND module_id = $1 AND consumed_at IS NULL AND expires_at > gatehouse_now()
          RETURNING saml_module_id, browser_hash, sealed`,
};
const REBIND = {
  name: 'saml_request_rebind',
  text: `WITH outcomes AS (
           UPDATE saml_outcome SET browser_hash = $3 WHERE module_id = $1 AND browser_hash = $2 AND consumed_at IS NULL)
         UPDATE saml_request SET browser_hash = $3 WHERE module_id = $1 AND browser_hash = $2 AND consumed_at IS NULL`,
};

interface SamlRequestColumns {
  readonly request_hash: string;
  readonly module_id: string;
  readonly saml_module_id: string;
  readonly browser_hash: string;
  readonly is_renewed: boolean;
  readonly sealed: string;
  readonly created_at: Date;
}

/** {@link SamlRequestStore} in PostgreSQL. */
@Injectable()
export class SqlSamlRequestStore implements SamlRequestStore {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async add(request: NewSamlRequest, mostOfNetwork: number): Promise<number | undefined> {
    const { requestHash, moduleId, samlModuleId, browserHash, isRenewed, sealed, network, lifetimeSeconds } = request;
    const values = [requestHash, moduleId, samlModuleId, browserHash, isRenewed, sealed, network];
    const [row] = await this.sql.query<{ wait: number | null }>(ADD, [...values, mostOfNetwork, lifetimeSeconds]);
    return row?.wait ?? undefined;
  }

  async find(moduleId: string, requestHash: string): Promise<WaitingSamlRequest | undefined> {
    const [row] = await this.sql.query<SamlRequestColumns>(FIND, [moduleId, requestHash]);
    if (row === undefined) return undefined;
    const { saml_module_id: samlModuleId, browser_hash: browserHash, is_renewed: isRenewed, sealed } = row;
    return { moduleId, requestHash, samlModuleId, browserHash, isRenewed, sealed, startedAt: row.created_at };
  }

  async answer({ moduleId, requestHash, outcomeHash, sealed, lifetimeSeconds }: NewSamlOutcome): Promise<boolean> {
    const values = [moduleId, requestHash, outcomeHash, sealed, lifetimeSeconds];
    return (await this.sql.query(ANSWER, values)).length === 1;
  }

  async claimOutcome(moduleId: string, outcomeHash: string): Promise<SamlOutcome | undefined> {
    const [row] = await this.sql.query<SamlRequestColumns>(CLAIM_OUTCOME, [moduleId, outcomeHash]);
    return row && { samlModuleId: row.saml_module_id, browserHash: row.browser_hash, sealed: row.sealed };
  }

  async rebind(moduleId: string, fromBrowserHash: string, toBrowserHash: string): Promise<void> {
    await this.sql.query(REBIND, [moduleId, fromBrowserHash, toBrowserHash]);
  }
}
