import { Injectable } from '@nestjs/common';
import type { ClientDefinition } from '#protocol/client/client';
import { administers } from '#protocol/permissions/administers';
import { narrowPermissions, type NarrowedPermissions, type Narrowing } from '#protocol/permissions/narrow-permissions';
import { applyChange, withoutAdministration, type PermissionChange } from '#protocol/permissions/script-change';
import type { LaunchContext } from '#protocol/smart/launch-context';
import { resourceIdOf } from '#protocol/smart/resource-id';
import type { Authority } from '#protocol/user/authority';
import type { UserSessionDetails } from '#protocol/user/user-session';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { GrantDetails } from '../stores/authorization-code.store.js';

/** A token as far as its permissions depend on it. */
export interface TokenFacts extends Pick<GrantDetails, 'power'> {
  readonly instance: OutboundSmartInstance;
  readonly client: ClientDefinition;
  /** The person it speaks for, as they are now; absent for a client's own token. */
  readonly user?: UserSessionDetails;
  readonly scopes: readonly string[];
  readonly launchContext: LaunchContext;
  /** What a script did to the person's permissions when the token was made. */
  readonly change: PermissionChange;
}

/** Results kept for one list of permissions: a client or a person rarely comes with more than a few sets of scopes. */
const MOST_RESULTS = 4;
/** The longest list that is kept. */
const LONGEST_RESULT = 200;

/**
 * Tells what a token may do. The lists of permissions come from caches that replace them with every change, so that what is remembered here
 * by list is never older than the list, and goes with it.
 */
@Injectable()
export class TokenPermissions {
  private readonly remembered = new WeakMap<readonly Authority[], Map<string, NarrowedPermissions>>();

  of(token: TokenFacts): NarrowedPermissions {
    const held = heldBy(token);
    const narrowing = narrowingOf(token);
    const key = JSON.stringify(narrowing);
    const results = this.remembered.get(held) ?? new Map<string, NarrowedPermissions>();
    const known = results.get(key);
    if (known !== undefined) return known;
    const result = narrowPermissions(held, narrowing);
    if (results.size >= MOST_RESULTS) results.clear();
    if (result.permissions.length <= LONGEST_RESULT) this.remembered.set(held, results.set(key, result));
    return result;
  }
}

function heldBy(token: TokenFacts): readonly Authority[] {
  const { client, user } = token;
  return user === undefined ? client.permissions : applyChange(user.authorities, changeOf(token));
}

/** What the script did, as far as it may do that today. */
function changeOf({ instance, change }: TokenFacts): PermissionChange {
  return withoutAdministration(change, instance.options.script.mayAdminister);
}

function narrowingOf(token: TokenFacts): Narrowing {
  const { instance, client, user, scopes, launchContext } = token;
  const patient = patientOf(launchContext);
  const power = powerFor(token);
  return {
    kind: user === undefined ? 'client' : 'person',
    scopes,
    enforced: instance.options.access.enforcesApprovedScopes,
    ...(client.untrusted === true && { untrusted: true }),
    ...(patient !== undefined && { patient }),
    ...(power && { power }),
  };
}

/** The power over the server that is for the app although no person was told of it: its own, and what the module lets scripts give. */
function powerFor(token: TokenFacts): readonly Authority[] | undefined {
  if (token.user === undefined || token.power === 'approved') return undefined;
  const own = token.power === 'none' ? [] : token.client.permissions;
  return [...own, ...changeOf(token).added].filter(({ permission }) => administers(permission));
}

/**
 * The patient whose record the token opens: the one that is simply in context, else one that plays a role. Scripts may name the type as they
 * like. Two patients are no patient, which the empty id is: nobody could tell whose record is meant. Nor is what can be the id of none.
 */
function patientOf({ resources }: LaunchContext): string | undefined {
  const patients = resources.filter(({ type }) => type.toLowerCase() === 'patient');
  const plain = patients.filter(({ role }) => role === undefined);
  const ids = new Set((plain.length > 0 ? plain : patients).map(({ id }) => resourceIdOf('patient', id) ?? ''));
  return ids.size > 1 ? '' : [...ids][0];
}
