import type { Decision } from '../decision/decision-trace.js';
import { includesScope } from '../smart/scope-name.js';
import type { Authority } from '../user/authority.js';
import { administers } from './administers.js';
import { authorityFault } from './authority-fault.js';
import { isSuperuser } from './may-grant.js';
import { narrowedData } from './narrow-data.js';
import { everywhere } from './reach.js';
import { permissionTable, type PermissionRow } from './permission-table.js';
import type { ReachUnion } from './reach-union.js';
import { expandRoles } from './roles.js';
import { RuleNotes, type PermissionRule } from './rule-notes.js';
import { reachOfScopes, type ScopeHolder } from './scope-reach.js';
import { powerBeyond } from './server-power.js';

/** What permissions are narrowed by. */
export interface Narrowing extends ScopeHolder {
  readonly scopes: readonly string[];
  /** False = scopes do not narrow (property `enforce_approved_scopes_to_restrict_permissions`). */
  readonly enforced: boolean;
  /** The app is one that no administrator has looked at: what a person may do to the server is not for it. */
  readonly untrusted?: boolean;
  /** All the power over the server that is for the app, where the person was not told of giving theirs; absent = no such limit. */
  readonly power?: readonly Authority[];
}

/** What a token may do, and why it is not more. */
export interface NarrowedPermissions {
  /** Without roles, each once. */
  readonly permissions: readonly Authority[];
  /** Their holder has `ROLE_SUPERUSER`, and nothing was taken away: whoever shows the token may do everything. */
  readonly isSuperuser: boolean;
  readonly decisions: readonly Decision[];
}

/**
 * The permissions of a token: those of its holder, narrowed by the approved scopes as the table says. Nothing is ever added, and what is left
 * of data permissions is exactly what both allow (STD S8; S-14; rulings 10, 37, 38). Of permissions about the server itself scopes take nothing;
 * an app that nobody has looked at gets none of them, and no app gets power that nobody was told of.
 */
export function narrowPermissions(authorities: readonly Authority[], narrowing: Narrowing): NarrowedPermissions {
  const notes = new RuleNotes();
  const entrusted = expandRoles(authorities).filter(
    (authority) => isSound(authority, notes) && isEntrusted(authority, narrowing, notes),
  );
  const sound = withinPower(entrusted, narrowing, notes);
  const exemption = exemptionOf(narrowing);
  if (exemption !== undefined) notes.add(exemption, '*');
  const permissions = exemption === undefined ? narrowed(sound, narrowing, notes) : sound;
  const { untrusted, power } = narrowing;
  const isWhole = exemption !== undefined && untrusted !== true && (power === undefined || isSuperuser(power));
  return { permissions, isSuperuser: isWhole && isSuperuser(authorities), decisions: notes.decisions() };
}

/** Why nothing is narrowed, where that is so. */
function exemptionOf({ enforced, scopes }: Narrowing): PermissionRule | undefined {
  if (!enforced) return 'not-enforced';
  return includesScope(scopes, 'cdr_all_user_authorities') ? 'all-authorities' : undefined;
}

/** Whether it can be told what an authority gives. A restriction counts even where that cannot be told: dropping it would give more. */
function isSound(authority: Authority, notes: RuleNotes): boolean {
  if (permissionTable.get(authority.permission)?.treatment === 'restriction') return true;
  const fault = authorityFault(authority);
  if (fault !== undefined) notes.add(fault, authority.permission);
  return fault === undefined;
}

function isEntrusted({ permission }: Authority, { untrusted }: Narrowing, notes: RuleNotes): boolean {
  const isKeptBack = untrusted === true && administers(permission);
  if (isKeptBack) notes.add('untrusted-app', permission);
  return !isKeptBack;
}

function withinPower(entrusted: readonly Authority[], { power }: Narrowing, notes: RuleNotes): readonly Authority[] {
  if (power === undefined) return entrusted;
  const beyond = new Set(powerBeyond(power, entrusted));
  for (const { permission } of beyond) notes.add('not-told', permission);
  return beyond.size === 0 ? entrusted : entrusted.filter((authority) => !beyond.has(authority));
}

function narrowed(sound: readonly Authority[], narrowing: Narrowing, notes: RuleNotes): readonly Authority[] {
  const allowed = reachOfScopes(narrowing.scopes, narrowing);
  const data: Authority[] = [];
  const kept = sound.filter((authority) => {
    const row = permissionTable.get(authority.permission);
    if (row?.treatment === 'data') data.push(authority);
    else if (row === undefined || isKept(row, allowed)) return true;
    else notes.add(row.treatment === 'operation' ? 'operation-not-covered' : 'no-scope', authority.permission);
    return false;
  });
  return [...kept, ...narrowedData(data, allowed, notes)];
}

function isKept({ treatment, interactions, types }: PermissionRow, allowed: ReachUnion): boolean {
  switch (treatment) {
    case 'operation':
      return types.every((resourceType) =>
        interactions.every((letter) => allowed.allows(letter, { ...everywhere, resourceType })),
      );
    case 'verb':
      return allowed.reaches().some((reach) => interactions.some((letter) => reach.interactions.has(letter)));
    default:
      return true;
  }
}
