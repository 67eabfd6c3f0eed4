import type { ConfigurationProblem } from '#module-config/property.port';
import { administrativeBeyond } from '#protocol/permissions/may-grant';
import type { Authority } from '#protocol/user/authority';
import { unknownPermission, writtenAuthorities } from './written-authorities.js';

const KEY = 'global_permissions';

/** What everybody has who signs in by a module, and what is to be said of that. */
export interface EverybodysAuthorities {
  readonly authorities: readonly Authority[];
  readonly problems: readonly ConfigurationProblem[];
  readonly warnings: readonly ConfigurationProblem[];
}

/** Reads the property `global_permissions` of a module whose people another system knows. @param remedy whom to give power to instead */
export function everybodysAuthorities(texts: readonly string[], remedy: string): EverybodysAuthorities {
  const { authorities, unknown } = writtenAuthorities(texts);
  const powers = administrativeBeyond([], authorities).map(({ permission }) => permission);
  const problem = `gives everybody who signs in there power over the server: ${powers.join(', ')}`;
  return {
    authorities,
    problems: unknown.map((word) => unknownPermission(KEY, word)),
    warnings: powers.length === 0 ? [] : [{ key: KEY, problem, remedy }],
  };
}
