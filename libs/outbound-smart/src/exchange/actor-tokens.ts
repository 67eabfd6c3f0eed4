import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import type { ActingParty } from '#protocol/oauth2/actor';
import type { GrantRequest } from '../grants/grant.port.js';
import { TokenLookup } from '../tokens/token-lookup.js';

/** A party whose token was shown, and until when that counts. */
export interface ProvenActor extends ActingParty {
  /** Seconds since the epoch. */
  readonly expiresAt: number;
}

/** Finds out who acts, by the access token that the client shows for it (RFC 8693 §1.1). */
@Injectable()
export class ActorTokens {
  constructor(private readonly lookup: TokenLookup) {}

  /**
   * Only a token that this instance issued to the very client that asks, and that may be used right now: whoever acts must be at hand. Undefined
   * for anything else.
   */
  async read({ instance, client, confirmation }: GrantRequest, token: string): Promise<ProvenActor | undefined> {
    const found = await this.lookup.accessToken(instance, token);
    if (found?.client.clientId !== client.clientId) return undefined;
    const { claims } = found;
    if (claims.confirmation !== undefined && !isDeepStrictEqual(claims.confirmation, confirmation)) return undefined;
    return { iss: instance.issuer, sub: claims.subject, clientId: client.clientId, expiresAt: claims.expiresAt };
  }
}
