import { isKnownPermission, needsArgument } from '#protocol/permissions/permission-catalogue';
import { authorityKey, type Authority } from '#protocol/user/authority';
import { readList, readName, readObject, readText } from './read-value.js';
import { UnusableResult } from './unusable-result.js';

/** Of one session, and of those a script may add to it. */
const MOST_AUTHORITIES = 2_000;
const MOST_ADDED = 100;

/** What a script did to authorities. */
export interface AuthorityChange {
  readonly all: readonly Authority[];
  readonly added: readonly Authority[];
  readonly removed: readonly Authority[];
}

/**
 * The authorities of a session after a script, compared with those before.
 * @throws UnusableResult — of the added ones, one that does not exist, lacks the argument it needs (ruling 38), or is too many
 */
export function readAuthorities(value: unknown, before: readonly Authority[]): AuthorityChange {
  const read = readList(value, 'authorities', MOST_AUTHORITIES + before.length).map(readAuthority);
  const all = [...byKey(read).values()];
  const added = without(all, before);
  const removed = without(before, all);
  if (added.length > MOST_ADDED) throw new UnusableResult(`more than ${String(MOST_ADDED)} authorities were added`);
  for (const authority of added) assertUsable(authority);
  return { all: added.length + removed.length === 0 ? before : all, added, removed };
}

function readAuthority(value: unknown): Authority {
  const { permission, argument } = readObject(value, 'an authority');
  const limit = readText(argument, 'the argument of an authority', 2_000);
  return { permission: readName(permission, 'a permission', 200), ...(limit !== '' && { argument: limit }) };
}

function assertUsable({ permission, argument }: Authority): void {
  if (!isKnownPermission(permission)) throw new UnusableResult(`there is no permission ${permission}`);
  if (argument === undefined && needsArgument(permission))
    throw new UnusableResult(`${permission} was added without its argument`);
}

function without(all: readonly Authority[], left: readonly Authority[]): readonly Authority[] {
  const keys = byKey(left);
  return all.filter((authority) => !keys.has(authorityKey(authority)));
}

function byKey(authorities: readonly Authority[]): ReadonlyMap<string, Authority> {
  return new Map(authorities.map((each) => [authorityKey(each), each]));
}
