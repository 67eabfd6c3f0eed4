import { Inject, Injectable } from '@nestjs/common';
import { KEYSTORE, type Keystore } from '#keystore/keystore.port';
import type { PublicJwkSet } from '#protocol/keys/jwk-set';
import type { PublishedClientKeys } from '../published-client-keys.port.js';
import { SERVER_SURROUNDINGS, type ServerSurroundings } from '../server-surroundings.js';
import { ServerRecords } from './server-records.js';

/** The keystores that sign our client assertions: made when a definition first needs one. */
@Injectable()
export class ClientKeys implements PublishedClientKeys {
  private readonly made = new Map<string, Promise<unknown>>();

  constructor(
    private readonly records: ServerRecords,
    @Inject(KEYSTORE) private readonly keystore: Keystore,
    @Inject(SERVER_SURROUNDINGS) private readonly surroundings: Pick<ServerSurroundings, 'callSettings'>,
  ) {}

  async publicJwks(moduleId: string): Promise<PublicJwkSet> {
    const { keystoreId } = this.surroundings.callSettings(moduleId);
    const { list } = await this.records.of(moduleId);
    // Nobody makes keys by asking for them.
    if (list.some(({ settings }) => settings.clientAuthenticationMode === 'PRIVATE_KEY_JWT'))
      await this.ready(moduleId);
    return this.keystore.publicJwks(keystoreId);
  }

  /** The id of the module's keystore, which has keys. */
  async ready(moduleId: string): Promise<string> {
    const { keystoreId } = this.surroundings.callSettings(moduleId);
    const making = this.made.get(keystoreId) ?? this.keystore.ensure(keystoreId);
    this.made.set(keystoreId, making);
    await making.catch((error: unknown) => {
      this.made.delete(keystoreId);
      throw error;
    });
    return keystoreId;
  }
}
