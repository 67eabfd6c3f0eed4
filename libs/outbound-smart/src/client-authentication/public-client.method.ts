import { Injectable } from '@nestjs/common';
import { isPublicClient } from '#protocol/client/client';
import type { ClientClaim, ClientMethod } from './client-method.js';
import { refusedClient } from './refused-client.js';

/** A public client names itself and proves nothing (RFC 6749 §2.1). */
@Injectable()
export class PublicClientMethod implements ClientMethod {
  readonly names = ['none'] as const;

  async prove({ client }: ClientClaim): Promise<undefined> {
    if (!isPublicClient(client)) throw refusedClient('none', 'a client that has a secret or a key came without it');
    return Promise.resolve(undefined);
  }
}
