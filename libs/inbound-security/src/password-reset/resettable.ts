import { isMailAddress } from '#protocol/user/mail-address';
import type { OwnerBeside, ResettableAccount, ResettableLookup } from '../password-reset.port.js';
import type { ResettableRow } from '../stores/resettable-account.store.js';

/**
 * Decides who is meant by what was found: a name stands above addresses, and of several owners of an address nobody is meant. Where a name is the address of
 * somebody else, they are told, too: it may have been chosen to keep them from their codes (V-75).
 */
export function resettableAmong(rows: readonly ResettableRow[]): ResettableLookup {
  const named = rows.find(({ is_named }) => is_named);
  const others = rows.filter((row) => row !== named);
  if (named === undefined) return byAddress(others);
  const lookup = lookupOf(named);
  const owners = others.filter((row) => isElsewhere(row, named) && obstacleOf(row) === undefined);
  if (lookup.kind !== 'found') return owners.length > 0 ? byAddress(owners) : lookup;
  const [owner] = owners;
  return owner === undefined ? lookup : { ...lookup, beside: besideOf(owner, owners.length) };
}

function byAddress(rows: readonly ResettableRow[]): ResettableLookup {
  const usable = rows.filter((row) => obstacleOf(row) === undefined);
  const [first] = usable.length > 0 ? usable : rows;
  if (first === undefined) return { kind: 'none', reason: 'unknown-user' };
  return usable.length > 1 ? { kind: 'ambiguous', email: first.email } : lookupOf(first);
}

/** Whether mail reaches another mailbox. */
function isElsewhere(row: ResettableRow, named: ResettableRow): boolean {
  return row.email.toLowerCase() !== named.email.toLowerCase();
}

function besideOf({ email, username }: ResettableRow, count: number): OwnerBeside {
  return { email, ...(count === 1 && { username }) };
}

function lookupOf(row: ResettableRow): ResettableLookup {
  const reason = obstacleOf(row);
  return reason === undefined
    ? { kind: 'found', account: accountOf(row), ...(row.is_known && { isKnownDevice: true }) }
    : { kind: 'none', reason };
}

function obstacleOf(row: ResettableRow): 'external' | 'shut' | 'no-address' | undefined {
  if (row.external || !row.is_person) return 'external';
  if (row.account_locked || row.account_disabled) return 'shut';
  return isMailAddress(row.email) ? undefined : 'no-address';
}

function accountOf({ pid, username, email, security_version: securityVersion }: ResettableRow): ResettableAccount {
  return { pid, username, email, securityVersion };
}
