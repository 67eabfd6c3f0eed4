import { authorityKey, type Authority } from '../user/authority.js';
import { administers } from './administers.js';
import { authorityFault } from './authority-fault.js';
import { reachOf } from './authority-reach.js';
import { permissionTable } from './permission-table.js';
import type { Reach } from './reach.js';
import { ReachUnion } from './reach-union.js';
import { expandRoles } from './roles.js';

/** The authorities of somebody, before and after a change. */
export interface AuthorityChange {
  /** Empty for somebody new. */
  readonly before: readonly Authority[];
  readonly after: readonly Authority[];
}

/** Its holder may give anything, also what no role contains; so it is never taken apart here. */
const SUPERUSER = authorityKey({ permission: 'ROLE_SUPERUSER' });

/**
 * Those of the authorities after a change that were not there before and that its author does not hold: nobody gives others more than they have
 * (V-100). FHIR data is compared by what is reached, all else by name and argument. What cannot be judged only a superuser gives.
 */
export function authoritiesBeyond(
  held: readonly Authority[],
  { before, after }: AuthorityChange,
): readonly Authority[] {
  if (isSuperuser(held)) return [];
  const restrictions = restrictionsOf(after);
  const covers = coverage([...givable(held, restrictions).filter(isSound), ...givable(before, restrictions)]);
  return after.filter((authority) => !covers(authority));
}

/**
 * Those of somebody's authorities to administer the server that the author of a change does not hold: whoever sets the password of a holder has
 * them, too (V-100).
 */
export function administrativeBeyond(held: readonly Authority[], of: readonly Authority[]): readonly Authority[] {
  if (isSuperuser(held)) return [];
  const covers = coverage(expandRoles(held).filter(isSound));
  return of.filter((authority) => !powersOf(authority).every(covers));
}

/** Whether somebody may do everything. */
export function isSuperuser(held: readonly Authority[]): boolean {
  return held.some((authority) => authorityKey(authority) === SUPERUSER);
}

/** What concerns the holder's own account is no power over others. */
function powersOf(authority: Authority): readonly Authority[] {
  if (authorityKey(authority) === SUPERUSER) return [authority];
  return expandRoles([authority]).filter(
    ({ permission }) => administers(permission) && !permission.startsWith('CHANGE_OWN_'),
  );
}

/**
 * Roles taken apart. Who sees FHIR data under restrictions gives it with the very same ones: neither without, nor with others, which could let
 * through what theirs keep back.
 */
function givable(authorities: readonly Authority[], restrictions: string): readonly Authority[] {
  const all = expandRoles(authorities);
  const own = restrictionsOf(all);
  const isAsFree = own === '' || own === restrictions;
  return [...authorities, ...all].filter(({ permission }) => isAsFree || administers(permission));
}

function restrictionsOf(authorities: readonly Authority[]): string {
  return [...new Set(authorities.filter(isRestriction).map(authorityKey))].sort().join();
}

function isRestriction({ permission }: Authority): boolean {
  return permissionTable.get(permission)?.treatment === 'restriction';
}

function isSound(authority: Authority): boolean {
  return authorityFault(authority) === undefined;
}

/** Tells of an authority whether these give all of it. */
function coverage(sources: readonly Authority[]): (authority: Authority) => boolean {
  const keys = new Set(sources.map(authorityKey));
  const data = new ReachUnion(sources.flatMap((source) => reachOf(source) ?? []));
  const coversPart = (part: Authority): boolean =>
    keys.has(authorityKey(part)) || isRestriction(part) || coversData(data, reachOf(part));
  return (authority) => {
    const key = authorityKey(authority);
    return keys.has(key) || (key !== SUPERUSER && expandRoles([authority]).every(coversPart));
  };
}

/** A resource is in the compartment that it stands for itself. */
function coversData(data: ReachUnion, reach: Reach | undefined): boolean {
  if (reach === undefined) return false;
  const { resourceType, id, interactions } = reach;
  const itself = id === undefined ? [] : [`${resourceType}/${id}`];
  const compartments = [...new Set([...reach.compartments, ...itself])].sort();
  return [...interactions].every((letter) => data.allows(letter, { ...reach, compartments }));
}
