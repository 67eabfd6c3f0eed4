import type { Decision } from '../decision/decision-trace.js';
import { authorityKey, type Authority } from '../user/authority.js';
import { administers } from './administers.js';
import { isKnownPermission, needsArgument } from './permission-catalogue.js';
import { RuleNotes } from './rule-notes.js';

/** What `onTokenGenerating` did to the permissions of a person, for one token. */
export interface PermissionChange {
  readonly added: readonly Authority[];
  readonly removed: readonly Authority[];
}

/** A script that left the permissions as they were. */
export const noChange: PermissionChange = { added: [], removed: [] };

/** Most permissions that a script may add to one token: they travel in it. */
const MOST_ADDED = 100;

/** What a script did, as far as it is let, and how the trace tells of it. */
export interface ReadChange {
  readonly change: PermissionChange;
  readonly decisions: readonly Decision[];
}

/**
 * Compares the permissions before and after a script. Permissions for FHIR are honoured, those to administer the server only where the
 * instance lets scripts do so (rulings 6 and 37, V-99).
 * @throws Error — a permission that does not exist, one without the argument it needs (ruling 38), or more than 100
 */
export function readChange(
  before: readonly Authority[],
  after: readonly Authority[],
  mayAdminister: boolean,
): ReadChange {
  if (before === after) return { change: noChange, decisions: [] };
  const notes = new RuleNotes();
  const wanted = without(after, before);
  const removed = without(before, after);
  assertReasonable(wanted);
  const added = wanted.filter(({ permission }) => {
    const isRefused = !mayAdminister && administers(permission);
    notes.add(isRefused ? 'administrative-from-script' : 'added-by-script', permission);
    return !isRefused;
  });
  for (const { permission } of removed) notes.add('removed-by-script', permission);
  return { change: { added, removed }, decisions: notes.decisions() };
}

/**
 * What of a change counts now: of what a token says a script added, nothing about the server where the instance does not let scripts give that,
 * whoever wrote the token and when (V-99).
 */
export function withoutAdministration(change: PermissionChange, mayAdminister: boolean): PermissionChange {
  if (mayAdminister || change.added.length === 0) return change;
  return { ...change, added: change.added.filter(({ permission }) => !administers(permission)) };
}

/** The permissions of the moment, with what the script did to them when the token was made. */
export function applyChange(
  authorities: readonly Authority[],
  { added, removed }: PermissionChange,
): readonly Authority[] {
  if (added.length === 0 && removed.length === 0) return authorities;
  return [...without(authorities, removed), ...added];
}

function assertReasonable(added: readonly Authority[]): void {
  if (added.length > MOST_ADDED) throw new Error(`onTokenGenerating added more than ${String(MOST_ADDED)} permissions`);
  for (const { permission, argument } of added) {
    if (!isKnownPermission(permission)) throw new Error(`onTokenGenerating added ${permission}, which does not exist`);
    if (argument === undefined && needsArgument(permission))
      throw new Error(`onTokenGenerating added ${permission} without its argument`);
  }
}

function without(all: readonly Authority[], left: readonly Authority[]): readonly Authority[] {
  const keys = new Set(left.map(authorityKey));
  return all.filter((authority) => !keys.has(authorityKey(authority)));
}
