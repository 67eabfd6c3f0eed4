import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { BROWSER_SESSIONS, type BrowserSessions, type SessionEnd } from '#browser-session/browser-session.port';
import { BACKGROUND_WORK, type BackgroundWork } from '#database/background-work.port';
import { CHANGE_FEED, type ChangeFeed } from '#database/change-feed.port';
import type { Sql } from '#database/sql.port';
import { OUTBOUND_INSTANCES, type OutboundInstances } from '../instances/outbound-instances.js';
import {
  BACK_CHANNEL_LOGOUT_STORE,
  type BackChannelLogoutStore,
  type OwedLogout,
} from '../stores/back-channel-logout.store.js';
import { BackChannelDelivery } from './back-channel-delivery.js';

/** Topic of the change feed under which processes tell one another that logouts are owed. */
const TOPIC = 'back-channel-logout';
/** Milliseconds between two looks for what is due again. */
const EVERY_MS = 5_000;
/** Deliveries under way at once in one process. */
const MOST_AT_ONCE = 8;
/** Seconds for which a claim holds: longer than a call can take, so that only what a dead process left behind is taken twice. */
const LEASE_SECONDS = 30;

/**
 * Tells the clients of a session that it has ended (OIDC Back-Channel Logout 1.0; STD OM38). What is owed is written in the transaction that ends the
 * session; any server delivers it afterwards, so that nobody waits for a client, and nothing is lost with a process.
 */
@Injectable()
export class BackChannelLogout implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(BackChannelLogout.name);
  private readonly lanes = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private isStopping = false;

  constructor(
    @Inject(OUTBOUND_INSTANCES) private readonly instances: OutboundInstances,
    @Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions,
    @Inject(BACK_CHANNEL_LOGOUT_STORE) private readonly store: BackChannelLogoutStore,
    @Inject(CHANGE_FEED) private readonly feed: ChangeFeed,
    private readonly delivery: BackChannelDelivery,
    @Inject(BACKGROUND_WORK) private readonly background: BackgroundWork,
  ) {}

  onModuleInit(): void {
    this.sessions.onEnd((sql, ended) => this.sessionsEnd(sql, ended));
    if (!this.background.isDoneHere) return;
    this.feed.onChange((topic) => {
      if (topic === TOPIC) this.work();
    });
    this.timer = setInterval(() => {
      this.work();
    }, EVERY_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    clearInterval(this.timer);
    await Promise.all(this.lanes);
  }

  private async sessionsEnd(sql: Sql, ended: readonly SessionEnd[]): Promise<void> {
    if ((await this.store.owe(sql, ended)) > 0) await this.feed.announce(sql, TOPIC);
  }

  /** Opens one more lane, unless there are enough. */
  private work(): void {
    if (this.isStopping || this.lanes.size >= MOST_AT_ONCE) return;
    const lane = this.followLane().finally(() => this.lanes.delete(lane));
    this.lanes.add(lane);
  }

  /** Delivers one logout after the other until none is due; where there is one, there may be more for another lane. */
  private async followLane(): Promise<void> {
    try {
      while (!this.isStopping) {
        const owed = await this.store.claim([...this.instances.keys()], LEASE_SECONDS);
        if (owed === undefined) return;
        this.work();
        await this.deliver(owed);
      }
    } catch (error) {
      this.logger.warn(`What logouts are owed to clients could not be read: ${String(error)}`);
    }
  }

  /** What fails here stays owed, and is due again when the claim has run out. */
  private async deliver(owed: OwedLogout): Promise<void> {
    const instance = this.instances.get(owed.moduleId);
    if (instance === undefined) return;
    try {
      await this.delivery.deliver(instance, owed);
    } catch (error) {
      this.logger.warn(`${owed.clientId} could not be told of a logout now: ${String(error)}`);
    }
  }
}
