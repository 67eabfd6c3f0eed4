import type { ConfigurationProblem } from '#module-config/property.port';
import type { DirectoryPeopleOptions } from './directory-people.options.js';

/** What is said of groups where none are read; keys without their module. */
export function groupWarnings(people: DirectoryPeopleOptions): readonly ConfigurationProblem[] {
  if (people.groupsBase !== undefined) return [];
  const { groupPermissions, nestedLevels, searchesGroupsRecursively } = people;
  const set = [
    ...(groupPermissions.length > 0 ? ['groups.permissions'] : []),
    ...(nestedLevels > 0 ? ['groups.nested_levels'] : []),
    ...(searchesGroupsRecursively ? ['groups.search_recursively'] : []),
  ];
  return set.map((key) => ({
    key,
    problem: 'is set and does nothing: groups.basedn is not set, so that groups are not read',
    remedy: 'Name the entry below which groups are, in groups.basedn, or take the line out.',
  }));
}
