import { Inject, Injectable } from '@nestjs/common';
import type { Sql } from '#database/sql.port';
import { tokenAuthor } from '#protocol/administration/token-author';
import { sha256Base64Url } from '#protocol/hash';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { INITIAL_ACCESS_TOKEN_STORE, type InitialAccessTokenStore } from '../stores/initial-access-token.store.js';
import { PermissionGate } from '../tokens/permission-gate.js';
import type { ResourceCall } from '../tokens/token-gate.js';
import { INITIAL_ACCESS_TOKEN_PREFIX } from './initial-access-tokens.js';
import type { Registrant } from './registrant.js';

/** Whoever may add clients by the admin API may do so here. */
const PERMISSION = 'OPENID_CONNECT_ADD_CLIENT';

/** Finds out by what right a client is registered (RFC 7591 §3; STD RFC7591-3). */
@Injectable()
export class Registrants {
  constructor(
    @Inject(INITIAL_ACCESS_TOKEN_STORE) private readonly invitations: InitialAccessTokenStore,
    private readonly gate: PermissionGate,
  ) {}

  /**
   * @param call what the request presents; undefined where the module is open and it presents nothing
   * @throws OAuthError invalid_token and its like, or insufficient_scope for an access token that does not allow it
   */
  async identify(instance: OutboundSmartInstance, call: ResourceCall | undefined): Promise<Registrant> {
    if (call === undefined) return { kind: 'anyone' };
    const isInvitation = call.token.startsWith(INITIAL_ACCESS_TOKEN_PREFIX);
    return isInvitation ? this.invited(instance, call.token) : this.permitted(call);
  }

  /**
   * Takes one of the uses of an initial access token, inside the transaction that creates the client: of two calls at once that want the last
   * one, one leaves nothing behind.
   * @throws OAuthError invalid_token
   */
  async claim(sql: Sql, { moduleId }: OutboundSmartInstance, registrant: Registrant): Promise<void> {
    if (registrant.kind !== 'invited') return;
    if (!(await this.invitations.claim(sql, moduleId, registrant.tokenHash))) throw unknownToken();
  }

  private async invited({ moduleId }: OutboundSmartInstance, token: string): Promise<Registrant> {
    const tokenHash = sha256Base64Url(token);
    const found = await this.invitations.find(moduleId, tokenHash);
    if (found === undefined) throw unknownToken();
    const { description, scopes } = found;
    return { kind: 'invited', tokenHash, description, ...(scopes && { scopes }) };
  }

  /** @throws OAuthError invalid_token and its like, or insufficient_scope */
  async permitted(call: ResourceCall): Promise<Extract<Registrant, { kind: 'permitted' }>> {
    const admitted = await this.gate.admit(call, PERMISSION, 'Whoever registers apps');
    const { claims, client, user } = admitted;
    const holder = { moduleId: client.moduleId, clientId: client.clientId, jti: claims.jti, ...(user && { user }) };
    return { kind: 'permitted', author: tokenAuthor(holder) };
  }
}

/** One answer for all that is wrong with a token (RFC 6750 §3.1). */
export function unknownToken(): OAuthError {
  return new OAuthError('invalid_token', 'The token is unknown, expired, used up or revoked.', { challenge: 'Bearer' });
}
