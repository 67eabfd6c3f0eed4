import { Injectable } from '@nestjs/common';
import { epochSeconds } from '#protocol/clock';
import type { JsonObject } from '#protocol/json/json-object';
import { readInitialAccessTokenOrder } from '#protocol/oauth2/initial-access-token';
import { formatScope } from '#protocol/oauth2/scope';
import type { ResourceCall } from '../tokens/token-gate.js';
import { InitialAccessTokens } from './initial-access-tokens.js';
import { authorOf } from './registrant.js';
import { Registrants } from './registrants.js';

/** A call of somebody who may add clients, and lets others do so. */
export interface InitialAccessTokenCall extends ResourceCall {
  readonly remoteAddress: string;
}

/** Ids of tokens, as they are given. */
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Makes and ends initial access tokens for whoever has the permission to add clients. */
@Injectable()
export class InitialAccessTokenEndpoint {
  constructor(
    private readonly registrants: Registrants,
    private readonly tokens: InitialAccessTokens,
  ) {}

  /**
   * The token, this once.
   * @throws OAuthError invalid_token and its like, insufficient_scope, invalid_request
   */
  async make(call: InitialAccessTokenCall, body: () => JsonObject): Promise<Readonly<Record<string, unknown>>> {
    const author = authorOf(await this.registrants.permitted(call), call.remoteAddress);
    const order = readInitialAccessTokenOrder(body());
    const { id, token, expiresAt } = await this.tokens.make(call.instance.moduleId, order, author);
    return {
      ...{ id, initial_access_token: token, expires_at: epochSeconds(expiresAt) },
      ...{ description: order.description, uses: order.uses },
      ...(order.scopes && { scope: formatScope(order.scopes) }),
    };
  }

  /** Whether there was such a token. @throws OAuthError invalid_token and its like, insufficient_scope */
  async end(call: InitialAccessTokenCall, id: string): Promise<boolean> {
    const author = authorOf(await this.registrants.permitted(call), call.remoteAddress);
    return ID.test(id) && this.tokens.end(call.instance.moduleId, id, author);
  }
}
