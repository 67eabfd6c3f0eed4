import { isMailAddress } from '#protocol/user/mail-address';
import type { ResettableAccount, ResettableLookup } from '../password-reset.port.js';
import type { ResettableRow } from '../stores/resettable-account.store.js';

/** Decides who is meant by what was found: a name stands above addresses, and of several owners of an address nobody is meant. */
export function resettableAmong(rows: readonly ResettableRow[]): ResettableLookup {
  const named = rows.find(({ is_named }) => is_named);
  if (named !== undefined) return lookupOf(named);
  const usable = rows.filter((row) => obstacleOf(row) === undefined);
  const [first] = usable.length > 0 ? usable : rows;
  if (first === undefined) return { kind: 'none', reason: 'unknown-user' };
  return usable.length > 1 ? { kind: 'ambiguous', email: first.email } : lookupOf(first);
}

function lookupOf(row: ResettableRow): ResettableLookup {
  const reason = obstacleOf(row);
  return reason === undefined ? { kind: 'found', account: accountOf(row) } : { kind: 'none', reason };
}

function obstacleOf(row: ResettableRow): 'external' | 'shut' | 'no-address' | undefined {
  if (row.external || !row.is_person) return 'external';
  if (row.account_locked || row.account_disabled) return 'shut';
  return isMailAddress(row.email) ? undefined : 'no-address';
}

function accountOf({ pid, username, email, security_version: securityVersion }: ResettableRow): ResettableAccount {
  return { pid, username, email, securityVersion };
}
