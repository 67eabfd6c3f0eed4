import { Injectable } from '@nestjs/common';
import { issuerKey } from '#protocol/server/server';
import type { KnownServer, KnownServers } from '../known-servers.port.js';
import { ServerRecords } from './server-records.js';

/** {@link KnownServers} over what is remembered of the stored definitions. */
@Injectable()
export class CachedKnownServers implements KnownServers {
  constructor(private readonly records: ServerRecords) {}

  async list(moduleId: string): Promise<readonly KnownServer[]> {
    return (await this.records.of(moduleId)).list;
  }

  async byRegistration(moduleId: string, registrationId: string): Promise<KnownServer | undefined> {
    return (await this.records.of(moduleId)).byRegistration.get(registrationId);
  }

  async byIssuer(moduleId: string, issuer: string): Promise<KnownServer | undefined> {
    return (await this.records.of(moduleId)).byIssuer.get(issuerKey(issuer));
  }
}
