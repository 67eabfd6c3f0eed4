import LdapAuth from 'ldapauth-fork';
import { comparableDn } from './comparable-dn.js';
import type { LdapInboundInstance } from './ldap-inbound-instance.js';
import { PersonFault } from './person-fault.js';

/** Somebody whose groups are looked for. */
export interface GroupMember {
  readonly dn: string;
  readonly username: string;
}

/** How groups are asked for. */
export interface GroupSearch {
  readonly connections: LdapAuth.ServiceConnections;
  readonly instance: LdapInboundInstance;
  readonly signal: AbortSignal;
}

/** Groups of one person; with more of them somebody means another base. */
const MOST_GROUPS = 500;
/** Groups whose own groups are asked for at once. */
const TOGETHER = 50;
const NO_ATTRIBUTES = ['1.1'];

/**
 * Names of the groups of a person, as `comparableDn` makes them; those within which these are as many levels up as the module says.
 * @throws PersonFault there are more than 500 @throws Error the directory fails
 */
export async function groupsOf(search: GroupSearch, member: GroupMember): Promise<ReadonlySet<string>> {
  const { nestedLevels, groupsQuery } = search.instance.options.people;
  const groups = new Map<string, string>();
  let fresh = await groupsBy(search, LdapAuth.searchFilter(groupsQuery, [member.dn, member.username]), groups);
  for (let level = 0; level < nestedLevels && fresh.length > 0; level++)
    fresh = await groupsAbove(search, fresh, groups);
  return new Set(groups.keys());
}

/**
 * Whether the person is a member of the group that the module requires, by the groups that were found or by the group itself.
 * @throws Error the directory fails, or there is no such group
 */
export async function isAdmitted(
  { connections, instance, signal }: GroupSearch,
  member: GroupMember,
  groups: ReadonlySet<string>,
): Promise<boolean> {
  const { requiredGroup, groupsQuery } = instance.options.people;
  if (requiredGroup === undefined || groups.has(comparableDn(requiredGroup))) return true;
  const filter = LdapAuth.searchFilter(groupsQuery, [member.dn, member.username]);
  const options = { scope: 'base', filter, attributes: NO_ATTRIBUTES, sizeLimit: 1 } as const;
  const found = await connections.use((connection) => connection.search(requiredGroup, options, signal), signal);
  return found.length > 0;
}

async function groupsAbove(
  search: GroupSearch,
  below: readonly string[],
  groups: Map<string, string>,
): Promise<readonly string[]> {
  const { groupsQuery } = search.instance.options.people;
  const fresh: string[] = [];
  for (let at = 0; at < below.length; at += TOGETHER) {
    const filters = below.slice(at, at + TOGETHER).map((dn) => LdapAuth.searchFilter(groupsQuery, [dn, dn]));
    fresh.push(...(await groupsBy(search, LdapAuth.anyOf(filters), groups)));
  }
  return fresh;
}

/** @returns those that were not known */
async function groupsBy(
  { connections, instance, signal }: GroupSearch,
  filter: ReturnType<typeof LdapAuth.searchFilter>,
  groups: Map<string, string>,
): Promise<readonly string[]> {
  const { groupsBase, searchesGroupsRecursively } = instance.options.people;
  if (groupsBase === undefined) return [];
  const scope = searchesGroupsRecursively ? 'sub' : 'one';
  const options = { scope, filter, attributes: NO_ATTRIBUTES, sizeLimit: MOST_GROUPS } as const;
  const found = await connections.use((connection) => connection.search(groupsBase, options, signal), signal);
  const fresh = found.filter(({ dn }) => !groups.has(comparableDn(dn)));
  for (const { dn } of fresh) groups.set(comparableDn(dn), dn);
  if (groups.size > MOST_GROUPS)
    throw new PersonFault(`The person is in more than ${String(MOST_GROUPS)} groups below groups.basedn`);
  return fresh.map(({ dn }) => dn);
}
