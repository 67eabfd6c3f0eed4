import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import { sha256Base64Url } from '#protocol/hash';
import { randomId, randomToken } from '#protocol/random';
import type { ChangeAuthor } from '../clients/client-change.js';
import { INITIAL_ACCESS_TOKEN_STORE, type InitialAccessTokenStore } from '../stores/initial-access-token.store.js';

/** By which secret scanners, and this server, know an initial access token. */
export const INITIAL_ACCESS_TOKEN_PREFIX = 'ght_';

/** What an administrator decides about an initial access token. */
export interface Invitation {
  readonly moduleId: string;
  /** For whom it is: stands in the audit record of every app that is registered with it. */
  readonly description: string;
  /** How many apps may be registered with it. */
  readonly uses: number;
  readonly lifetimeSeconds: number;
  /** The most that these apps may have; absent = what the module's `client_registration.scopes` says. */
  readonly scopes?: readonly string[];
}

/** A token that was made: shown this once, stored only as a hash. */
export interface MadeInvitation {
  readonly id: string;
  readonly token: string;
  readonly expiresAt: Date;
}

/** Longest life, and most uses, of one token. */
const MOST = { lifetimeSeconds: 366 * 86_400, uses: 1_000 };

/** Commands about initial access tokens, for console, JSON API and CLI alike (ruling 52). */
@Injectable()
export class InitialAccessTokens {
  constructor(
    @Inject(INITIAL_ACCESS_TOKEN_STORE) private readonly store: InitialAccessTokenStore,
    @Inject(AUDIT_LOG) private readonly audit: AuditLog,
  ) {}

  /** @throws RangeError a life or a number of uses that is not a whole number from 1 to a year or a thousand */
  async make(invitation: Invitation, author: ChangeAuthor): Promise<MadeInvitation> {
    assertWithin('lifetimeSeconds', invitation.lifetimeSeconds);
    assertWithin('uses', invitation.uses);
    const [id, token] = [randomId(), randomToken(INITIAL_ACCESS_TOKEN_PREFIX)];
    const expiresAt = await this.store.add({ ...invitation, id, tokenHash: sha256Base64Url(token) });
    const { moduleId, description, uses } = invitation;
    await this.record(moduleId, author, {
      change: 'created',
      id,
      description,
      uses,
      expiresAt: expiresAt.toISOString(),
    });
    return { id, token, expiresAt };
  }

  /** Ends a token before its time; false when it had ended. */
  async end(moduleId: string, id: string, author: ChangeAuthor): Promise<boolean> {
    const ended = await this.store.end(moduleId, id);
    if (ended) await this.record(moduleId, author, { change: 'ended', id });
    return ended;
  }

  private async record(moduleId: string, { actor, remoteAddress }: ChangeAuthor, detail: object): Promise<void> {
    await this.audit.record({
      ...{ moduleId, kind: 'INITIAL_ACCESS_TOKEN', outcome: 'success' },
      detail: { ...detail, actor },
      ...(remoteAddress !== undefined && { remoteAddress }),
    });
  }
}

function assertWithin(name: keyof typeof MOST, value: number): void {
  if (!Number.isInteger(value) || value < 1 || value > MOST[name])
    throw new RangeError(`${name} must be a whole number from 1 to ${String(MOST[name])}`);
}
