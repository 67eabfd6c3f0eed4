import type { Sql } from '#database/sql.port';
import { holdNamesForUsers } from '../names-lock.port.js';
import type { AccountToStore } from '../stores/account-write.store.js';
import { addressesInUse } from '../stores/shared-addresses.store.js';

/**
 * Without accounts that people make themselves by a mail address that an account has by now: one mailbox makes one account, however many
 * registrations it began. Holds until the caller's transaction ends.
 */
export async function withoutSharedMailboxes(
  sql: Sql,
  moduleId: string,
  creations: readonly AccountToStore[],
): Promise<readonly AccountToStore[]> {
  const addresses = creations.filter(isByMailbox).map(({ account }) => account.email);
  if (addresses.length === 0) return creations;
  await holdNamesForUsers(sql);
  const shared = await addressesInUse(sql, moduleId, addresses);
  return creations.filter((each) => !isByMailbox(each) || !shared.has(each.account.email));
}

function isByMailbox({ account, selfMade }: AccountToStore): boolean {
  return selfMade === true && account.email !== '';
}
