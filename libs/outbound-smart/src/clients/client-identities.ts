import { Inject, Injectable } from '@nestjs/common';
import { USER_DIRECTORY, type UserDirectory } from '#inbound-security/user-directory.port';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { CLIENT_IDS, type ClientIds } from '../stores/client-ids.store.js';

/** Keeps clients and users from having one name: either could pass for the other in `sub` (ruling 49, STD RFC9700-7). */
@Injectable()
export class ClientIdentities {
  constructor(
    @Inject(CLIENT_IDS) private readonly ids: ClientIds,
    @Inject(USER_DIRECTORY) private readonly users: UserDirectory,
  ) {}

  /** Those of the ids that no client may have, because a user is called so. */
  usernamesAmong({ inboundModuleId }: OutboundSmartInstance, ids: readonly string[]): Promise<readonly string[]> {
    return this.users.usernamesAmong(inboundModuleId, ids);
  }

  /** The other direction: those of the names that are ids of clients of the module, whatever their state. */
  clientIdsAmong(moduleId: string, names: readonly string[]): Promise<readonly string[]> {
    return this.ids.among(moduleId, names);
  }
}
