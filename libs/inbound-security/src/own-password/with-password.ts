import type { PlannedChange } from '../administration/planned-user.js';
import type { AccountsInstance } from '../accounts/accounts-instance.js';
import { storedForm } from '../accounts/new-account.js';
import { accountOfRow, type AccountRow } from '../stores/account-row.js';

/** A change of an account's password alone: what follows is what follows from an administrator's. */
export function withPassword(
  row: AccountRow,
  instance: AccountsInstance,
  passwordHash: string,
  fields: PlannedChange['fields'] = ['password'],
): PlannedChange {
  const { pid, version } = row;
  const update = { ...storedForm(accountOfRow(row), instance), pid, version, passwordHash, withdrawsGrants: true };
  return { kind: 'change', before: row, fields, endsSessions: true, unknownFields: [], warnings: [], update };
}
