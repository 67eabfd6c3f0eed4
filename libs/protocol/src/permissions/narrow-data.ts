import type { Authority } from '../user/authority.js';
import { reachOf } from './authority-reach.js';
import { intersection, type Reach } from './reach.js';
import { authoritiesFor } from './reach-authorities.js';
import { ReachUnion } from './reach-union.js';
import type { RuleNotes } from './rule-notes.js';

/** Most places that the data permissions of one token may name: a person with hundreds of compartments times an app with hundreds of scopes. */
const MOST_PLACES = 2_000;

/** Exactly what data permissions and scopes both allow, each thing said once. What is too much to be said is not said at all. */
export function narrowedData(
  authorities: readonly Authority[],
  allowed: ReachUnion,
  notes: RuleNotes,
): readonly Authority[] {
  const byType = Map.groupBy(allowed.reaches(), ({ resourceType }) => resourceType);
  const common = new ReachUnion();
  const meeting: [Authority, Reach][] = [];
  for (const authority of authorities) {
    const reach = reachOf(authority);
    const parts = reach === undefined ? [] : commonParts(reach, byType);
    for (const part of parts) common.add(part);
    if (reach === undefined || parts.length === 0) notes.add('no-scope', authority.permission);
    else meeting.push([authority, reach]);
    if (common.size > MOST_PLACES) return tooMany(authorities, notes);
  }
  for (const [{ permission }, reach] of meeting) if (!isWhole(reach, common)) notes.add('narrowed', permission);
  return common.reaches().flatMap(authoritiesFor);
}

function commonParts(reach: Reach, allowed: ReadonlyMap<string, readonly Reach[]>): readonly Reach[] {
  const near = reach.resourceType === '*' ? [...allowed.values()] : [allowed.get(reach.resourceType), allowed.get('*')];
  return near.flatMap((reaches = []) => reaches.flatMap((other) => intersection(reach, other) ?? []));
}

function isWhole(reach: Reach, common: ReachUnion): boolean {
  return [...reach.interactions].every((letter) => common.allows(letter, reach));
}

function tooMany(authorities: readonly Authority[], notes: RuleNotes): readonly Authority[] {
  for (const { permission } of authorities) notes.add('too-many', permission);
  return [];
}
