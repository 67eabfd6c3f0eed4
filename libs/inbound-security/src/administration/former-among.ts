import type { Sql } from '#database/sql.port';
import type { AccountsInstance } from '../accounts/accounts-instance.js';
import { usernameKey } from '../accounts/username-key.js';
import { formerNamesAmong } from '../stores/former-names.store.js';
import { entryText } from './entry-text.js';

/** Names of the entries, in their one spelling, that deleted users had by which somebody signed in. */
export function formerAmong(
  sql: Sql,
  { moduleId, options }: AccountsInstance,
  entries: readonly unknown[],
): Promise<ReadonlySet<string>> {
  const names = entries.flatMap((json) => entryText(json, 'username') ?? []);
  return formerNamesAmong(
    sql,
    moduleId,
    names.map((name) => usernameKey(name, options.usernameCaseSensitive)),
  );
}
