import { Inject, Injectable } from '@nestjs/common';
import { BROWSER_SESSIONS, type BrowserSessions } from '#browser-session/browser-session.port';
import { SQL, type Sql } from '#database/sql.port';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { BACK_CHANNEL_LOGOUT_STORE, type BackChannelLogoutStore } from '../stores/back-channel-logout.store.js';
import type { Authorization } from '../tokens/authorization.js';

/** Remembers which clients have to be told when a session ends: those that got tokens in it and can be told (STD OBCL-1). */
@Injectable()
export class SessionClients {
  constructor(
    @Inject(BACK_CHANNEL_LOGOUT_STORE) private readonly store: BackChannelLogoutStore,
    @Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions,
    @Inject(SQL) private readonly sql: Sql,
  ) {}

  /**
   * Costs nothing for a client that has no address to be told at. A refresh brings no client that is not known. Who comes when the session is
   * over already is owed its logout from now on; that is not announced, so that the tokens are there first.
   */
  async remember(instance: OutboundSmartInstance, authorization: Authorization): Promise<void> {
    const { moduleId, options } = instance;
    const { client, user, sid, grantType } = authorization;
    if (client.backchannelLogoutUri === undefined || user === undefined || sid === undefined) return;
    if (grantType === 'refresh') return;
    // Twice the longest life: whoever signs in again prolongs the session.
    const hours = 2 * options.sessions.maximumHours;
    await this.store.remember({ moduleId, sid, clientId: client.clientId, hours });
    if (await this.sessions.isLive(instance.session, sid)) return;
    await this.store.owe(this.sql, [{ moduleId, sid, userPid: user.pid, username: user.username }]);
  }
}
