import type { Authority } from '#protocol/user/authority';
import { describedBySignIn, type SignInDetails } from '#protocol/user/sign-in-details';
import type { LaunchContextEntry } from '#protocol/user/user-session';
import type { FactorKind } from '#protocol/second-factor/second-factor';
import type { DirectoryUser } from '../user-directory.port.js';

/** Which second factors somebody has. */
const SECOND_FACTORS = `array_remove(ARRAY[
    CASE WHEN EXISTS (SELECT FROM totp_key k WHERE k.user_pid = pid) THEN 'totp' END,
    CASE WHEN EXISTS (SELECT FROM passkey p WHERE p.user_pid = pid) THEN 'passkey' END
  ], NULL)`;

/** Columns of {@link UserRow}; `float8`, because the driver hands out 64-bit integers as text. */
export const USER_COLUMNS = `pid::float8, node_id, module_id, username, family_name, given_name, email, external, notes, authorities,
  default_launch_contexts, fhir_user_url, sign_in_details, security_version, account_locked, account_disabled,
  service_account, second_factor_required, ${SECOND_FACTORS} AS second_factors`;

/** A row of `user_account` without its password hash. */
export interface UserRow {
  readonly pid: number;
  readonly node_id: string;
  readonly module_id: string;
  readonly username: string;
  readonly family_name: string;
  readonly given_name: string;
  readonly email: string;
  readonly external: boolean;
  readonly notes: string;
  readonly authorities: readonly Authority[];
  readonly default_launch_contexts: readonly LaunchContextEntry[];
  readonly fhir_user_url: string | null;
  readonly sign_in_details: Partial<SignInDetails>;
  readonly security_version: number;
  readonly account_locked: boolean;
  readonly account_disabled: boolean;
  readonly service_account: boolean;
  readonly second_factor_required: boolean;
  readonly second_factors: readonly FactorKind[];
}

/** Rows as those of this node, which may have had another name when they were written: an installation is one node (ruling 60). */
export function atNode<Row extends UserRow>(rows: readonly Row[], nodeId: string): readonly Row[] {
  return rows.map((row) => ({ ...row, node_id: nodeId }));
}

/** The user of a node as other libraries see them. */
export function directoryUser(row: UserRow, nodeId: string): DirectoryUser {
  return {
    pid: row.pid,
    nodeId,
    moduleId: row.module_id,
    username: row.username,
    familyName: row.family_name,
    givenName: row.given_name,
    email: row.email,
    external: row.external,
    notes: row.notes,
    ...describedBySignIn(
      {
        authorities: row.authorities,
        defaultLaunchContexts: row.default_launch_contexts,
        ...(row.fhir_user_url !== null && { fhirUserUrl: row.fhir_user_url }),
      },
      row.sign_in_details,
    ),
    securityVersion: row.security_version,
    secondFactor: {
      kinds: row.second_factors,
      isRequired: row.second_factor_required,
      isProgram: row.service_account,
    },
  };
}
