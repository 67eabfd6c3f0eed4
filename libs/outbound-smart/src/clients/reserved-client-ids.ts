import { Inject, Injectable } from '@nestjs/common';
import { holdNamesForUsers } from '#inbound-security/names-lock.port';
import type { LastLook, ReservedNames } from '#inbound-security/reserved-names.port';
import { MODULE_ADMINISTRATION, type ModuleAdministration } from '#module-config/module-administration.port';
import { OUTBOUND_INSTANCES, type OutboundInstances } from '../instances/outbound-instances.js';
import { CLIENT_IDS, type ClientIds } from '../stores/client-ids.store.js';

/**
 * Keeps users from being named like a client of a module at which they sign in (ruling 49, STD RFC9700-7). A module that is stopped counts as one that runs: it
 * will be started again; and one that has another definition by now counts as it runs and as it is defined.
 */
@Injectable()
export class ReservedClientIds implements ReservedNames {
  constructor(
    @Inject(MODULE_ADMINISTRATION) private readonly modules: ModuleAdministration,
    @Inject(OUTBOUND_INSTANCES) private readonly instances: OutboundInstances,
    @Inject(CLIENT_IDS) private readonly ids: ClientIds,
  ) {}

  async clientIdsAmong(inboundModuleId: string, texts: readonly string[]): Promise<readonly string[]> {
    return this.ids.among(await this.modulesFor(inboundModuleId), texts);
  }

  async isLikeClientId(inboundModuleId: string, username: string): Promise<boolean> {
    return this.ids.isAlike(await this.modulesFor(inboundModuleId), username);
  }

  /** The modules are asked for before, so that no transaction waits for a second connection. */
  async lastLook(inboundModuleId: string): Promise<LastLook> {
    const moduleIds = await this.modulesFor(inboundModuleId);
    return async (sql, texts) => {
      await holdNamesForUsers(sql);
      return this.ids.among(moduleIds, texts, sql);
    };
  }

  private async modulesFor(inboundModuleId: string): Promise<readonly string[]> {
    const running = [...this.instances.values()].filter((instance) => instance.inboundModuleId === inboundModuleId);
    const moduleIds = [...running.map(({ moduleId }) => moduleId), ...(await this.definedFor(inboundModuleId))];
    return [...new Set(moduleIds)];
  }

  private async definedFor(inboundModuleId: string): Promise<readonly string[]> {
    const defined = await this.modules.list();
    return defined.flatMap(({ module: { moduleId, dependencies } }) =>
      dependencies.some((each) => each.type === 'SECURITY_IN_UP' && each.moduleId === inboundModuleId)
        ? [moduleId]
        : [],
    );
  }
}
