import { Injectable } from '@nestjs/common';
import { emptyLaunchContext, type LaunchContext } from '#protocol/smart/launch-context';
import type { Authority } from '#protocol/user/authority';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { LiveAccessToken } from './token-lookup.js';
import { TokenPermissions } from './token-permissions.js';

/** Tells what an access token that came back may do now: a right that was taken away ends at once (ruling 38). */
@Injectable()
export class LivePermissions {
  constructor(private readonly permissions: TokenPermissions) {}

  /** A token that speaks neither for a person who is known nor for the client itself may do nothing. */
  of(instance: OutboundSmartInstance, token: LiveAccessToken): readonly Authority[] {
    const { claims, client, user } = token;
    if (user === undefined && claims.subject !== client.clientId) return [];
    const { scopes, scripted } = claims;
    const facts = { instance, client, scopes, launchContext: launchOf(token), change: scripted.permissions };
    return this.permissions.of({ ...facts, ...(user && { user }) }).permissions;
  }
}

/** The launch of the token, which a script may have changed. */
export function launchOf({ claims, family }: LiveAccessToken): LaunchContext {
  return claims.scripted.launchContext ?? family?.details.launchContext ?? emptyLaunchContext;
}
