import { secretReference } from '#protocol/administration/secret-reference';
import { canonicalUserJson, userJson } from '#protocol/user/user-record';
import { accountOfRow, recordOfRow, type AccountRow } from '../stores/account-row.js';
import type { AdministeredUser, ExportedUser } from '../user-administration.port.js';

/** A user as interfaces show one. */
export function administeredUser(row: AccountRow): AdministeredUser {
  return {
    pid: row.pid,
    version: row.version,
    json: userJson(recordOfRow(row)),
    passwordPending: row.password_state === 'pending',
    passwordMissing: row.password_state === 'none',
  };
}

/** A user as an export has one; a reference that is still without a value is written as it was read. @param pending that reference */
export function exportedUser(row: AccountRow, pending: string | undefined): ExportedUser {
  const { pid, version, node_id: nodeId, module_id: moduleId, username } = row;
  const reference = secretReference({ kind: 'user', names: [moduleId, username] });
  const password = row.password_state === 'none' ? undefined : (pending ?? reference);
  return { key: { nodeId, moduleId, pid }, version, json: canonicalUserJson(accountOfRow(row), password) };
}
