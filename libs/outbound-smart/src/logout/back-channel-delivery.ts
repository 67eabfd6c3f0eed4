import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import { EGRESS, EgressError, type Egress } from '#egress/egress.port';
import { KEYSTORE, type Keystore } from '#keystore/keystore.port';
import { CLOCK, type Clock } from '#protocol/clock';
import type { ClientDefinition } from '#protocol/client/client';
import { LOGOUT_TOKEN_TYPE, logoutTokenClaims } from '#protocol/oidc/logout-token';
import { randomId } from '#protocol/random';
import { subjectOf } from '#protocol/user/subject';
import { CLIENT_REGISTRY, type ClientRegistry } from '../clients/client-registry.port.js';
import { egressShare } from '../clients/egress-share.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import {
  BACK_CHANNEL_LOGOUT_STORE,
  type BackChannelLogoutStore,
  type OwedLogout,
} from '../stores/back-channel-logout.store.js';
import { attemptOfFailure, attemptOfStatus, isUsedUp, pauseAfter, type Attempt } from './back-channel-retries.js';

const USED_UP: Attempt = { kind: 'refused', reason: 'attempts used up' };

/** Tells one client that a session has ended, and settles or postpones what is owed to it (OIDC Back-Channel Logout §2.5). */
@Injectable()
export class BackChannelDelivery {
  constructor(
    @Inject(BACK_CHANNEL_LOGOUT_STORE) private readonly store: BackChannelLogoutStore,
    @Inject(CLIENT_REGISTRY) private readonly clients: ClientRegistry,
    @Inject(KEYSTORE) private readonly keystore: Keystore,
    @Inject(EGRESS) private readonly egress: Egress,
    @Inject(AUDIT_LOG) private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws DatabaseUnavailableError it stays owed and comes up again when its claim has run out */
  async deliver(instance: OutboundSmartInstance, owed: OwedLogout): Promise<void> {
    const attempt: Attempt = isUsedUp(owed.attempts) ? USED_UP : await this.attempt(instance, owed);
    const pause = attempt.kind === 'missed' ? pauseAfter(owed.attempts) : undefined;
    if (pause !== undefined) return this.store.postpone(owed, pause);
    await this.record(owed, attempt);
    await this.store.settle(owed);
  }

  private async attempt(instance: OutboundSmartInstance, owed: OwedLogout): Promise<Attempt> {
    const client = await this.clients.find(owed.moduleId, owed.clientId);
    if (client?.backchannelLogoutUri === undefined) return { kind: 'refused', reason: 'no address any more' };
    const form = new URLSearchParams({ logout_token: await this.logoutToken(instance, client, owed) });
    try {
      const share = egressShare('logout tokens', client);
      return attemptOfStatus((await this.egress.postForm(client.backchannelLogoutUri, form, share)).status);
    } catch (error) {
      if (error instanceof EgressError) return attemptOfFailure(error.reason);
      throw error;
    }
  }

  /** A new one for each attempt: it lives two minutes, and its `jti` counts once. Signed like the app's ID tokens (§2.6). */
  private logoutToken(
    instance: OutboundSmartInstance,
    client: ClientDefinition,
    { username, sid }: OwedLogout,
  ): Promise<string> {
    const claims = logoutTokenClaims({
      issuer: instance.issuer,
      subject: subjectOf(username),
      issuedAt: this.clock.now(),
      jti: randomId(),
      ...{ clientId: client.clientId, sid },
    });
    const { idTokenSignedResponseAlg: alg } = client;
    return this.keystore.sign(instance.keystoreId, { typ: LOGOUT_TOKEN_TYPE, ...(alg && { alg }) }, claims);
  }

  private async record({ moduleId, clientId, userPid, username, sid, attempts }: OwedLogout, attempt: Attempt) {
    await this.audit.record({
      ...{ moduleId, clientId, userPid, username, kind: 'BACK_CHANNEL_LOGOUT' },
      outcome: attempt.kind === 'told' ? 'success' : 'failure',
      detail: { sid, attempts, ...(attempt.kind !== 'told' && { reason: attempt.reason }) },
    });
  }
}
