import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import type { EndedSession } from '#browser-session/browser-session.port';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { REVOKED_TOKEN_STORE, type RevokedTokenStore } from '../stores/revoked-token.store.js';
import { TOKEN_FAMILY_STORE, type TokenFamilyStore } from '../stores/token-family.store.js';
import { TokenLookup } from './token-lookup.js';

/** A token that can be revoked, and whose it is. */
export interface RevocableToken {
  readonly clientId: string;
  /** Revokes it and writes the audit record. */
  revoke(reason: string, remoteAddress: string): Promise<void>;
}

/** Revokes tokens. A refresh token takes its whole family with it, access tokens included (RFC 7009 §2.1). */
@Injectable()
export class TokenRevoker {
  constructor(
    @Inject(REVOKED_TOKEN_STORE) private readonly revoked: RevokedTokenStore,
    @Inject(TOKEN_FAMILY_STORE) private readonly families: TokenFamilyStore,
    @Inject(AUDIT_LOG) private readonly audit: AuditLog,
    private readonly lookup: TokenLookup,
  ) {}

  /** The token behind the text, or undefined when there is nothing to revoke: unknown, expired, of another module. */
  async find(instance: OutboundSmartInstance, token: string): Promise<RevocableToken | undefined> {
    return (await this.accessToken(instance, token)) ?? (await this.refreshToken(instance, token));
  }

  /** Ends the `online_access` grants of a browser session that has ended (STD F5). */
  async sessionEnded(
    instance: OutboundSmartInstance,
    { sid, username }: EndedSession,
    remoteAddress: string,
  ): Promise<void> {
    const revoked = await this.families.revokeOnline(instance.moduleId, sid, 'session-ended');
    const detail = { reason: 'session-ended' };
    await Promise.all(revoked.map((family) => this.record(instance, { ...family, username, remoteAddress }, detail)));
  }

  private async accessToken(instance: OutboundSmartInstance, token: string): Promise<RevocableToken | undefined> {
    const claims = await this.lookup.accessTokenClaims(instance, token);
    if (claims === undefined) return undefined;
    const { jti, clientId, expiresAt, grantId } = claims;
    const ids = { clientId, jti, ...(grantId !== undefined && { grantId }) };
    return {
      clientId,
      revoke: async (reason, remoteAddress) => {
        if (!(await this.revoked.revoke(instance.moduleId, jti, new Date(expiresAt * 1_000)))) return;
        await this.record(instance, { ...ids, remoteAddress }, { reason, token: 'access_token' });
      },
    };
  }

  private async refreshToken(instance: OutboundSmartInstance, token: string): Promise<RevocableToken | undefined> {
    const family = await this.lookup.refreshFamily(instance, token);
    if (family === undefined) return undefined;
    const { clientId, grantId, userPid } = family;
    return {
      clientId,
      revoke: async (reason, remoteAddress) => {
        if (!(await this.families.revoke(instance.moduleId, grantId, reason))) return;
        await this.record(instance, { clientId, grantId, userPid, remoteAddress }, { reason, token: 'refresh_token' });
      },
    };
  }

  private async record(
    instance: OutboundSmartInstance,
    ids: object,
    detail: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    await this.audit.record({
      moduleId: instance.moduleId,
      kind: 'TOKEN_REVOCATION',
      outcome: 'success',
      ...ids,
      detail,
    });
  }
}
