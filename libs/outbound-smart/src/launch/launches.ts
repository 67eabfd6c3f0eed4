import { Inject, Injectable } from '@nestjs/common';
import type { AuthorizationRequest } from '#protocol/oauth2/authorization-request';
import { spelling } from '#protocol/oauth2/audience';
import { launchForAnotherBase, unusableLaunch } from '#protocol/smart/launch-value';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { ForeignLaunches } from './foreign-launches.js';
import { LAUNCH_STORE, type Launch, type LaunchStore } from '../stores/launch.store.js';

/** Finds what an EHR ordered for an authorization request. */
@Injectable()
export class Launches {
  constructor(
    @Inject(LAUNCH_STORE) private readonly store: LaunchStore,
    private readonly foreign: ForeignLaunches,
  ) {}

  /**
   * The launch of ours that a request presents; undefined where it presents none. Asked at every step, because another request may have used it
   * meanwhile.
   * @param presentedAt when a stored request arrived; absent = right now
   * @throws OAuthError invalid_request — it is unknown, spent or expired, or another app's; or, of its own, for another FHIR base (STD A7)
   */
  async of(
    { moduleId }: OutboundSmartInstance,
    { launch: foreignValue, launchHash, clientId, audience }: AuthorizationRequest,
    presentedAt: Date | undefined,
  ): Promise<Launch | undefined> {
    if (foreignValue !== undefined) this.foreign.note({ moduleId, clientId, launch: foreignValue });
    if (launchHash === undefined) return undefined;
    const presented = { moduleId, clientId, launchHash, ...(presentedAt && { presentedAt }) };
    const standing = await this.store.standing(presented);
    if (standing.kind !== 'live') throw unusableLaunch(standing.kind);
    const { launch } = standing;
    // Ids mean nothing at another FHIR base, so it must be the only one.
    const isForThese = launch.audience === undefined || (audience.length === 1 && spelling(launch.audience, audience));
    if (isForThese) return launch;
    throw launchForAnotherBase();
  }
}
