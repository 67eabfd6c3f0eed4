import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import { recordedAuthor } from '#protocol/administration/recorded-author';
import { sha256Base64Url } from '#protocol/hash';
import type { InitialAccessTokenOrder } from '#protocol/oauth2/initial-access-token';
import { randomId, randomToken } from '#protocol/random';
import { INITIAL_ACCESS_TOKEN_STORE, type InitialAccessTokenStore } from '../stores/initial-access-token.store.js';

/** By which secret scanners, and this server, know an initial access token. */
export const INITIAL_ACCESS_TOKEN_PREFIX = 'ght_';

/** A token that was made: shown this once, stored only as a hash. */
export interface MadeInitialAccessToken {
  readonly id: string;
  readonly token: string;
  readonly expiresAt: Date;
}

/** Commands about initial access tokens, for console, JSON API and CLI alike (ruling 52). */
@Injectable()
export class InitialAccessTokens {
  constructor(
    @Inject(INITIAL_ACCESS_TOKEN_STORE) private readonly store: InitialAccessTokenStore,
    @Inject(AUDIT_LOG) private readonly audit: AuditLog,
  ) {}

  /** @param order within the bounds of `readInitialAccessTokenOrder` */
  async make(moduleId: string, order: InitialAccessTokenOrder, author: ChangeAuthor): Promise<MadeInitialAccessToken> {
    const [id, token] = [randomId(), randomToken(INITIAL_ACCESS_TOKEN_PREFIX)];
    const expiresAt = await this.store.add({ ...order, moduleId, id, tokenHash: sha256Base64Url(token) });
    await this.record(moduleId, author, { change: 'created', id, ...order, expiresAt: expiresAt.toISOString() });
    return { id, token, expiresAt };
  }

  /** Ends a token before its time; false when it had ended. */
  async end(moduleId: string, id: string, author: ChangeAuthor): Promise<boolean> {
    const ended = await this.store.end(moduleId, id);
    if (ended) await this.record(moduleId, author, { change: 'ended', id });
    return ended;
  }

  private async record(moduleId: string, author: ChangeAuthor, detail: object): Promise<void> {
    await this.audit.record({
      ...{ moduleId, kind: 'INITIAL_ACCESS_TOKEN', outcome: 'success' },
      detail: { ...detail, actor: author.actor },
      ...recordedAuthor(author),
    });
  }
}
