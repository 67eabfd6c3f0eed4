import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import type {
  AuthorizationCodeStore,
  CodeClaims,
  CodeIssue,
  CodeRedemption,
  CodeRefusal,
  GrantDetails,
  NewAuthorizationCode,
  RedeemedCode,
} from '../authorization-code.store.js';
import { audienceCondition } from './audience-condition.js';
import type { NewTokenFamily } from '../new-token-family.js';
import { familyValues, startFamily } from './family-row.js';

// The code exists only if this very statement claimed everything it is given for: the pending request, the pushed one, the launch; one code per
// approval, per pushed request and per launch. Whoever loses one leaves those after it alone. A launch is in time if it was when the
// request arrived.
const ISSUE = {
  name: 'authorization_code_issue',
  text: `WITH claimed AS (
           UPDATE pending_authorization SET consumed_at = gatehouse_now(), preset = NULL
            WHERE handle_hash = $12 AND module_id = $2 AND browser_hash = $13
              AND consumed_at IS NULL AND expires_at > gatehouse_now()
           RETURNING created_at),
         pushed AS (
           UPDATE pushed_authorization_request SET consumed_at = gatehouse_now()
            WHERE uri_hash = $14 AND module_id = $2 AND client_id = $3 AND consumed_at IS NULL
              AND ($12::text IS NULL OR EXISTS (SELECT 1 FROM claimed))
           RETURNING uri_hash),
         requested AS (
           SELECT ($12::text IS NULL OR EXISTS (SELECT 1 FROM claimed)) AND ($14::text IS NULL OR EXISTS (SELECT 1 FROM pushed)) AS ok),
         launched AS (
           UPDATE launch SET consumed_at = gatehouse_now()
            WHERE launch_hash = $15 AND module_id = $2 AND client_id = $3 AND username = $16 AND consumed_at IS NULL
              AND expires_at > coalesce((SELECT created_at FROM claimed), gatehouse_now()) AND (SELECT ok FROM requested)
           RETURNING launch_hash),
         code AS (
           INSERT INTO authorization_code (code_hash, module_id, client_id, redirect_uri, redirect_uri_was_omitted,
                  code_challenge, code_challenge_method, details, grant_id, user_pid, issued_at, expires_at)
           SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, gatehouse_now(), gatehouse_now() + make_interval(secs => $11)
            WHERE (SELECT ok FROM requested) AND ($15::text IS NULL OR EXISTS (SELECT 1 FROM launched))
           RETURNING code_hash)
         SELECT ok AS requested, EXISTS (SELECT 1 FROM code) AS issued FROM requested`,
};
// RFC 6749 §4.1.3, RFC 7636 §4.6: every binding is a condition of the claim (STD FP8); the family is born in the same statement.
const BINDINGS = `
  (redirect_uri = $4 OR ($4::text IS NULL AND redirect_uri_was_omitted))`;
const PROOF = `
  CASE WHEN code_challenge IS NULL THEN $5::text IS NULL
       WHEN code_challenge_method = 'S256' THEN code_challenge = $6
       ELSE code_challenge = $5 END`;
const TARGET = audienceCondition('$7');
// RFC 9449 §10
const KEY = `
  (NOT details ? 'dpopJkt' OR details->>'dpopJkt' = $8)`;
const REDEEM = {
  name: 'authorization_code_redeem',
  text: `WITH claimed AS (
           UPDATE authorization_code SET consumed_at = gatehouse_now()
            WHERE code_hash = $1 AND module_id = $2 AND client_id = $3 AND ${BINDINGS} AND ${PROOF} AND ${TARGET} AND ${KEY}
              AND consumed_at IS NULL AND expires_at > gatehouse_now()
           RETURNING grant_id, client_id, user_pid, details),
         family AS (${startFamily('claimed', 9)})
         SELECT grant_id, details FROM claimed`,
};
const GIVE_BACK = {
  name: 'authorization_code_give_back',
  text: `WITH ended AS (
           DELETE FROM token_family WHERE grant_id = $3 AND module_id = $1 AND generation = 1 AND revoked_at IS NULL RETURNING grant_id)
         UPDATE authorization_code SET consumed_at = NULL
          WHERE code_hash = $2 AND module_id = $1 AND grant_id IN (SELECT grant_id FROM ended)`,
};
const REFUSAL = {
  name: 'authorization_code_refusal',
  text: `SELECT grant_id, client_id = $3 AS own, ${BINDINGS} AS redirect_ok, ${PROOF} AS proof_ok,
                ${TARGET} AS target_ok, ${KEY} AS key_ok, details->'audience' AS audience, consumed_at IS NOT NULL AS spent, expires_at <= gatehouse_now() AS expired
           FROM authorization_code WHERE code_hash = $1 AND module_id = $2`,
};

interface IssueRow {
  requested: boolean;
  issued: boolean;
}

interface RefusalRow {
  grant_id: string;
  own: boolean;
  redirect_ok: boolean;
  proof_ok: boolean;
  target_ok: boolean;
  key_ok: boolean;
  audience: readonly string[];
  spent: boolean;
  expired: boolean;
}

function reasonOf(row: RefusalRow): CodeRefusal {
  if (!row.own) return 'other-client';
  if (!row.redirect_ok) return 'redirect-uri';
  if (!row.proof_ok) return 'verifier';
  if (!row.key_ok) return 'key';
  if (!row.target_ok) return 'audience';
  return row.spent ? 'spent' : 'expired';
}

function bindingValues(redemption: CodeRedemption): unknown[] {
  const { codeHash, moduleId, clientId, redirectUri, verifier, audience, jkt } = redemption;
  const proof = [verifier?.plain ?? null, verifier?.s256 ?? null];
  return [codeHash, moduleId, clientId, redirectUri ?? null, ...proof, audience ?? null, jkt ?? null];
}

/** {@link AuthorizationCodeStore} in PostgreSQL. */
@Injectable()
export class SqlAuthorizationCodeStore implements AuthorizationCodeStore {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async issue(code: NewAuthorizationCode, { pending, pushedHash, launch }: CodeClaims): Promise<CodeIssue> {
    const [row] = await this.sql.query<IssueRow>(ISSUE, [
      code.codeHash,
      code.moduleId,
      code.clientId,
      code.redirectUri,
      code.redirectUriWasOmitted,
      code.pkce?.challenge ?? null,
      code.pkce?.method ?? null,
      code.details,
      code.grantId,
      code.details.userPid,
      code.lifetimeSeconds,
      pending?.handleHash ?? null,
      pending?.browserHash ?? null,
      pushedHash ?? null,
      launch?.launchHash ?? null,
      launch?.username ?? null,
    ]);
    if (row?.issued === true) return 'issued';
    return row?.requested === true ? 'launch-lost' : 'request-lost';
  }

  async redeem(redemption: CodeRedemption, family: NewTokenFamily): Promise<RedeemedCode | undefined> {
    const [row] = await this.sql.query<{ grant_id: string; details: GrantDetails }>(REDEEM, [
      ...bindingValues(redemption),
      ...familyValues(family),
    ]);
    return row && { grantId: row.grant_id, details: row.details };
  }

  async giveBack(moduleId: string, codeHash: string, grantId: string): Promise<void> {
    await this.sql.query(GIVE_BACK, [moduleId, codeHash, grantId]);
  }

  async refusal(redemption: CodeRedemption) {
    const [row] = await this.sql.query<RefusalRow>(REFUSAL, bindingValues(redemption));
    if (row === undefined) return { reason: 'unknown' as const };
    return { reason: reasonOf(row), grantId: row.grant_id, audience: row.audience };
  }
}
