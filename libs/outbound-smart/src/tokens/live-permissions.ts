import { Inject, Injectable } from '@nestjs/common';
import { SECOND_FACTORS, type SecondFactors } from '#inbound-security/second-factor.port';
import type { DirectoryUser } from '#inbound-security/user-directory.port';
import type { NarrowedPermissions } from '#protocol/permissions/narrow-permissions';
import { isMultiFactor } from '#protocol/second-factor/second-factor';
import { emptyLaunchContext, type LaunchContext } from '#protocol/smart/launch-context';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { LiveAccessToken } from './token-lookup.js';
import { TokenPermissions } from './token-permissions.js';

const nothing: NarrowedPermissions = { permissions: [], isSuperuser: false, decisions: [] };

/** Tells what an access token that came back may do now: a right that was taken away ends at once (ruling 38). */
@Injectable()
export class LivePermissions {
  constructor(
    private readonly permissions: TokenPermissions,
    @Inject(SECOND_FACTORS) private readonly factors: Pick<SecondFactors, 'authoritiesByOneFactor'>,
  ) {}

  /** A token that speaks neither for a person who is known nor for the client itself may do nothing. */
  of(instance: OutboundSmartInstance, token: LiveAccessToken): NarrowedPermissions {
    const { claims, client, family } = token;
    const user = this.holder(token);
    if (user === undefined && claims.subject !== client.clientId) return nothing;
    const { scopes, scripted } = claims;
    const facts = { instance, client, scopes, launchContext: launchOf(token), change: scripted.permissions };
    const power = family?.details.power;
    return this.permissions.of({ ...facts, ...(user && { user }), ...(power && { power }) });
  }

  /** A sign-in that proved one factor gains nothing that needs two, whatever the person was given since, as its refresh gains nothing (V-33, A-19). */
  private holder({ user, family }: LiveAccessToken): DirectoryUser | undefined {
    if (user === undefined || isMultiFactor(family?.details.amr ?? [])) return user;
    return { ...user, authorities: this.factors.authoritiesByOneFactor(user) };
  }
}

/** The launch of the token, which a script may have changed. */
export function launchOf({ claims, family }: LiveAccessToken): LaunchContext {
  return claims.scripted.launchContext ?? family?.details.launchContext ?? emptyLaunchContext;
}
