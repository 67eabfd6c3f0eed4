import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';

/** @param most a kind of which every machine's request leaves a row needs greater portions */
const purge = (table: string, key: string, condition: string, most = 1_000) => ({
  name: `${table}_purge`,
  text: `WITH gone AS (
           DELETE FROM ${table} WHERE (${key}) IN (
             SELECT ${key} FROM ${table} WHERE ${condition} LIMIT ${most} FOR UPDATE SKIP LOCKED)
           RETURNING 1)
         SELECT count(*)::integer AS count FROM gone`,
});

/** A spent code is remembered as long as what it gave, so that its reuse is recognised (STD X22). */
const STATEMENTS = [
  purge('pending_authorization', 'handle_hash', 'expires_at < gatehouse_now()'),
  purge('pushed_authorization_request', 'uri_hash', 'kept_until < gatehouse_now()'),
  purge(
    'authorization_code',
    'code_hash',
    `expires_at < gatehouse_now() AND NOT EXISTS (
       SELECT 1 FROM token_family f WHERE f.grant_id = authorization_code.grant_id AND f.expires_at > gatehouse_now())`,
  ),
  // A request that came in time may take up to a day (authorization_request.lifetime_minutes) until it uses its launch.
  purge('launch', 'launch_hash', `expires_at < gatehouse_now() - interval '1 day'`),
  purge('token_family', 'grant_id', 'expires_at < gatehouse_now()'),
  // For an hour a device that comes late is told that its time is over.
  purge('device_authorization', 'device_code_hash', `expires_at < gatehouse_now() - interval '1 hour'`),
  purge('user_code_guess', 'module_id, subject_key', `window_started_at < gatehouse_now() - interval '1 hour'`),
  // What has expired by the clock of the database may be good by that of a process, which is behind or was set back (V-35): until then it stays.
  purge('revoked_token', 'module_id, jti', `expires_at < gatehouse_now() - interval '10 minutes'`),
  // The same, and shorter, because each request leaves one.
  purge('dpop_proof', 'proof_hash', `expires_at < gatehouse_now() - interval '2 minutes'`, 10_000),
  purge('initial_access_token', 'token_hash', 'expires_at < gatehouse_now()'),
  purge('user_registration', 'handle_hash', 'expires_at < gatehouse_now()'),
  purge('password_reset', 'handle_hash', 'expires_at < gatehouse_now()'),
  purge('registration_quota', 'module_id, subject', 'ends_at < gatehouse_now()'),
  // Ids of apps that registered themselves are random: none comes again, so that nothing need remember one that was archived.
  purge(
    'oauth2_client',
    'pid',
    `archived_at < gatehouse_now() - interval '30 days'
       AND EXISTS (SELECT 1 FROM client_registration r WHERE r.client_pid = oauth2_client.pid AND NOT r.is_known)`,
  ),
  purge('unfinished_sign_in', 'module_id, browser_hash', 'expires_at < gatehouse_now()'),
  purge('session_client', 'module_id, sid, client_id', 'expires_at < gatehouse_now()'),
  // For an hour a person who comes back late, or twice, is told that this sign-in is over.
  purge('federated_sign_in', 'state_hash', `expires_at < gatehouse_now() - interval '1 hour'`),
  purge('federated_session', 'module_id, browser_hash', 'expires_at < gatehouse_now()'),
  purge('federated_sign_out', 'state_hash', 'expires_at < gatehouse_now()'),
  purge('saml_request', 'request_hash', 'expires_at < gatehouse_now()'),
  purge('saml_outcome', 'outcome_hash', 'expires_at < gatehouse_now()'),
  purge('used_saml_assertion', 'assertion_hash', 'expires_at < gatehouse_now()'),
  purge('used_authorization_jwt', 'jwt_hash', 'expires_at < gatehouse_now()', 10_000),
  purge('used_client_assertion', 'assertion_hash', 'expires_at < gatehouse_now()', 10_000),
];

/**
 * Removes what can no longer be used: unanswered requests, launches, spent codes, used proofs, ended families, expired revocations, sessions and
 * assertions, archived apps of strangers.
 */
@Injectable()
export class SqlOutdatedRows {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  /** At most one portion of each kind; returns how many went. */
  async removePortion(): Promise<number> {
    let removed = 0;
    for (const statement of STATEMENTS) {
      const [row] = await this.sql.query<{ count: number }>(statement, []);
      removed += row?.count ?? 0;
    }
    return removed;
  }
}
