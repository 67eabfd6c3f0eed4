import { Injectable } from '@nestjs/common';
import type { NarrowedPermissions } from '#protocol/permissions/narrow-permissions';
import { emptyLaunchContext, type LaunchContext } from '#protocol/smart/launch-context';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { LiveAccessToken } from './token-lookup.js';
import { TokenPermissions } from './token-permissions.js';

const nothing: NarrowedPermissions = { permissions: [], isSuperuser: false, decisions: [] };

/** Tells what an access token that came back may do now: a right that was taken away ends at once (ruling 38). */
@Injectable()
export class LivePermissions {
  constructor(private readonly permissions: TokenPermissions) {}

  /** A token that speaks neither for a person who is known nor for the client itself may do nothing. */
  of(instance: OutboundSmartInstance, token: LiveAccessToken): NarrowedPermissions {
    const { claims, client, user, family } = token;
    if (user === undefined && claims.subject !== client.clientId) return nothing;
    const { scopes, scripted } = claims;
    const facts = { instance, client, scopes, launchContext: launchOf(token), change: scripted.permissions };
    const power = family?.details.power;
    return this.permissions.of({ ...facts, ...(user && { user }), ...(power && { power }) });
  }
}

/** The launch of the token, which a script may have changed. */
export function launchOf({ claims, family }: LiveAccessToken): LaunchContext {
  return claims.scripted.launchContext ?? family?.details.launchContext ?? emptyLaunchContext;
}
