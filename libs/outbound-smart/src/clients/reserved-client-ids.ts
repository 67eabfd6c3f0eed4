import { Inject, Injectable } from '@nestjs/common';
import type { ReservedNames } from '#inbound-security/reserved-names.port';
import { OUTBOUND_INSTANCES, type OutboundInstances } from '../instances/outbound-instances.js';
import { CLIENT_IDS, type ClientIds } from '../stores/client-ids.store.js';

/** Keeps users from being named like a client of a module at which they sign in (ruling 49). */
@Injectable()
export class ReservedClientIds implements ReservedNames {
  constructor(
    @Inject(OUTBOUND_INSTANCES) private readonly instances: OutboundInstances,
    @Inject(CLIENT_IDS) private readonly ids: ClientIds,
  ) {}

  async clientIdsAmong(inboundModuleId: string, texts: readonly string[]): Promise<readonly string[]> {
    const served = [...this.instances.values()].filter((instance) => instance.inboundModuleId === inboundModuleId);
    const found = await Promise.all(served.map(({ moduleId }) => this.ids.among(moduleId, texts)));
    return [...new Set(found.flat())];
  }
}
