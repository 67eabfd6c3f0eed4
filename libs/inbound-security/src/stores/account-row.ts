import type { ExternalIdentityEntry } from '#protocol/user/external-identity';
import type { Authority } from '#protocol/user/authority';
import type { UserAccount } from '#protocol/user/new-user';
import type { LockKind, TemporaryLock, TwoFactorAuthStatus, UserRecord } from '#protocol/user/user-record';
import { USER_COLUMNS, type UserRow } from './user-row.js';

/** Whether somebody can sign in with a password: `pending` is a reference to a variable that had no value yet. */
export type PasswordState = 'none' | 'pending' | 'set';

/** Who somebody is at another system, as it is stored. */
export interface IdentityOfRow {
  readonly source: string;
  readonly issuer: string;
  readonly subject: string;
}

/** A row as administrators see it: never the hash itself. */
export interface AccountRow extends UserRow {
  readonly username_key: string;
  readonly is_system_user: boolean;
  readonly password_state: PasswordState;
  /** Somebody is setting one up. */
  readonly second_factor_pending: boolean;
  readonly version: number;
  /** Names of permissions about the server that sign-ins ever gave. */
  readonly powers_given: readonly string[];
  /** What the other system calls itself that vouches for the person. */
  readonly external_issuer: string | null;
  readonly identities: readonly IdentityOfRow[] | null;
  /** The same in the words of the user JSON; absent as long as nobody has looked for their definitions. */
  readonly external_identities?: readonly ExternalIdentityEntry[];
  readonly last_active: Date | null;
  readonly last_connected: Date | null;
  readonly failures: number;
  /** Temporary locks that last, by the beginning of the key they are kept under, as the database writes instants. */
  readonly locks: Readonly<Record<string, string>> | null;
}

/** Columns of {@link AccountRow}. */
export const ACCOUNT_COLUMNS = `${USER_COLUMNS}, username_key, is_system_user, version, powers_given, last_active, last_connected,
  (SELECT i.issuer FROM external_identity i WHERE i.user_pid = pid AND i.issuer <> '' ORDER BY i.created_at DESC LIMIT 1) AS external_issuer,
  (SELECT jsonb_agg(jsonb_build_object('source', i.source, 'issuer', i.issuer, 'subject', i.subject))
    FROM external_identity i WHERE i.user_pid = pid) AS identities,
  CASE WHEN password_hash IS NULL THEN 'none' WHEN password_hash LIKE '#{%' THEN 'pending' ELSE 'set' END AS password_state,
  EXISTS (SELECT FROM totp_enrolment e WHERE e.user_pid = pid AND e.expires_at > gatehouse_now()) AS second_factor_pending,
  coalesce(failures, 0) AS failures, locks`;

/** Where they come from: accounts that are not deleted, with the failures of the last day, those at known devices and networks included. */
export const ACCOUNTS = `user_account LEFT JOIN LATERAL (
    SELECT max(failures) FILTER (WHERE kind <> 'factor') AS failures, jsonb_object_agg(kind, until) FILTER (WHERE until IS NOT NULL) AS locks
    FROM (
      SELECT split_part(t.subject_key, ':', 1) AS kind, max(t.failures) AS failures,
        max(t.locked_until) FILTER (WHERE t.locked_until > gatehouse_now()) AS until
      FROM sign_in_throttle t
      WHERE t.module_id = user_account.module_id AND t.window_started_at >= gatehouse_now() - interval '1 day' AND t.subject_key = ANY (
        ARRAY['user:' || user_account.pid, 'factor:' || user_account.pid]
        || ARRAY(SELECT 'device:' || d.device_hash || ':' || d.user_pid FROM known_device d WHERE d.user_pid = user_account.pid))
      GROUP BY 1
    ) by_kind
  ) throttle ON true
  WHERE archived_at IS NULL`;

/** The account in the words of the protocol. */
export function accountOfRow(row: AccountRow): UserAccount {
  return {
    nodeId: row.node_id,
    moduleId: row.module_id,
    username: row.username,
    familyName: row.family_name,
    givenName: row.given_name,
    email: row.email,
    accountLocked: row.account_locked,
    accountDisabled: row.account_disabled,
    systemUser: row.is_system_user,
    external: row.external,
    serviceAccount: row.service_account,
    authorities: inOrder(row.authorities),
    defaultLaunchContexts: row.default_launch_contexts.map(({ contextType, resourceId }) => ({
      contextType,
      resourceId,
    })),
    notes: row.notes,
    ...(row.fhir_user_url !== null && { fhirUserUrl: row.fhir_user_url }),
    ...(row.second_factor_required && { secondFactorRequired: true }),
    ...((row.external_identities ?? []).length > 0 && { externalIdentities: row.external_identities }),
  };
}

/** The whole record in the words of the protocol. */
export function recordOfRow(row: AccountRow): UserRecord {
  return {
    pid: row.pid,
    account: accountOfRow(row),
    failedLoginAttempts: row.failures,
    twoFactorAuthStatus: twoFactorAuthStatus(row),
    locks: locksOf(row),
    ...(row.external_issuer !== null && { usernameIssuer: row.external_issuer }),
    ...signInAuthorities(row),
    ...(row.powers_given.length > 0 && { powersGiven: row.powers_given.map((permission) => ({ permission })) }),
    ...(row.last_active !== null && { lastActive: row.last_active }),
    ...(row.last_connected !== null && { lastConnected: row.last_connected }),
  };
}

const lockKinds: Readonly<Record<string, LockKind>> = {
  user: 'password',
  device: 'knownDevice',
  factor: 'secondFactor',
};

function locksOf({ locks }: AccountRow): readonly TemporaryLock[] {
  return Object.entries(locks ?? {}).flatMap(([key, until]) => {
    const kind = lockKinds[key];
    return kind === undefined ? [] : [{ kind, until: new Date(until) }];
  });
}

function signInAuthorities({ sign_in_details }: AccountRow): Pick<UserRecord, 'signInAuthorities'> {
  const { authorities = [] } = sign_in_details;
  return authorities.length === 0 ? {} : { signInAuthorities: inOrder(authorities) };
}

/** The database keeps the members of an object in an order of its own. */
function inOrder(authorities: readonly Authority[]): readonly Authority[] {
  return authorities.map(({ permission, argument }) => ({ permission, ...(argument !== undefined && { argument }) }));
}

/** What there is counts for more than what is being set up. */
function twoFactorAuthStatus({
  second_factors: kinds,
  second_factor_pending: isPending,
}: AccountRow): TwoFactorAuthStatus {
  if (kinds.length > 0) return 'KEY_ACTIVE';
  return isPending ? 'KEY_PENDING' : 'NO_KEY_DEFINED';
}
