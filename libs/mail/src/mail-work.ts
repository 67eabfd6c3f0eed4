import type { LoggerService, OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import type { BackgroundWork } from '#database/background-work.port';
import type { ChangeFeed } from '#database/change-feed.port';
import { pauseAfterMiss } from './mail-retries.js';
import type { MailSettings } from './mailer.port.js';
import { MAIL_TOPIC } from './queued-mailer.js';
import type { SealedMail, SealedMails } from './sealed-mails.js';
import { LONGEST_DELIVERY_MS, type SmtpDelivery } from './smtp-delivery.js';
import type { MailQueueStore, OwedMail } from './stores/mail-queue.store.js';

/** Milliseconds between two looks for what is due again. */
const EVERY_MS = 5_000;
/** Deliveries under way at once in one process, and of them those of one module: its mail server may stall, and keeps no other waiting. */
const MOST_AT_ONCE = { inAll: 8, ofModule: 2 };
/** Milliseconds that mail servers have to answer when the server stops; what they have not taken by then is owed on (F-30). */
const LAST_MOMENT_MS = 3_000;
/** Seconds for which a claim holds: longer than a delivery takes. */
const LEASE_SECONDS = LONGEST_DELIVERY_MS / 1_000 + 30;

/** What the work needs of its surroundings. */
export interface MailWorkDependencies {
  readonly queue: MailQueueStore;
  readonly seals: SealedMails;
  readonly delivery: Pick<SmtpDelivery, 'deliver'>;
  /** Settings of the modules that send mail now, by id. */
  readonly settings: () => ReadonlyMap<string, MailSettings>;
  readonly feed: Pick<ChangeFeed, 'onChange'>;
  readonly background: BackgroundWork;
  readonly logger: Pick<LoggerService, 'warn'>;
}

/** Sends the mails that are owed, where background work is done; any number of processes may do so at once, and nothing is lost with one. */
export class MailWork implements OnModuleInit, OnModuleDestroy {
  private readonly lanes = new Set<Promise<void>>();
  private readonly underWay = new Map<string, number>();
  private lastClaim: Promise<unknown> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private isStopping = false;
  private readonly givenUp = new AbortController();

  constructor(private readonly dependencies: MailWorkDependencies) {}

  onModuleInit(): void {
    const { feed, background } = this.dependencies;
    if (!background.isDoneHere) return;
    feed.onChange((topic) => {
      if (topic === MAIL_TOPIC) this.work();
    });
    this.timer = setInterval(() => this.work(), EVERY_MS).unref();
  }

  /** What is under way may still be answered for a moment; whatever is not is owed on, and due for others at once. */
  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    clearInterval(this.timer);
    const moment = setTimeout(() => this.givenUp.abort(), LAST_MOMENT_MS);
    await Promise.all(this.lanes);
    clearTimeout(moment);
  }

  /** Opens one more lane, unless there are enough. */
  private work(): void {
    if (this.isStopping || this.lanes.size >= MOST_AT_ONCE.inAll) return;
    const lane = this.followLane().finally(() => this.lanes.delete(lane));
    this.lanes.add(lane);
  }

  /** Sends one mail after the other until none is due; where there is one, there may be more for another lane. */
  private async followLane(): Promise<void> {
    try {
      for (let owed = await this.nextOwed(); owed !== undefined; owed = await this.nextOwed()) {
        const { moduleId } = owed;
        this.work();
        await this.deliver(owed).finally(() => this.count(moduleId, -1));
      }
    } catch (error) {
      this.dependencies.logger.warn(`Mails that wait could not be read: ${String(error)}`);
    }
  }

  /** One after the other: what a lane has taken counts before another looks which modules have room. */
  private nextOwed(): Promise<OwedMail | undefined> {
    const next = this.lastClaim.then(() => this.claim());
    this.lastClaim = next.catch(() => undefined);
    return next;
  }

  /** Takes a mail and its place among those under way. */
  private async claim(): Promise<OwedMail | undefined> {
    const moduleIds = this.free();
    if (this.isStopping || moduleIds.length === 0) return undefined;
    const owed = await this.dependencies.queue.claim(moduleIds, LEASE_SECONDS);
    if (owed !== undefined) this.count(owed.moduleId, 1);
    return owed;
  }

  /** Modules of which another mail may be under way. */
  private free(): readonly string[] {
    const isFree = (moduleId: string): boolean => (this.underWay.get(moduleId) ?? 0) < MOST_AT_ONCE.ofModule;
    return [...this.dependencies.settings().keys()].filter(isFree);
  }

  private count(moduleId: string, by: 1 | -1): void {
    this.underWay.set(moduleId, (this.underWay.get(moduleId) ?? 0) + by);
  }

  /** What fails here stays owed, and is due again when the claim has run out. */
  private async deliver(owed: OwedMail): Promise<void> {
    const { queue, delivery, settings, logger } = this.dependencies;
    const { signal } = this.givenUp;
    const own = settings().get(owed.moduleId);
    if (own === undefined) return;
    const mail = this.opened(owed);
    if (mail === undefined) return queue.settle(owed);
    const attempt = await delivery.deliver(own, mail, signal);
    if (attempt.kind === 'missed') await queue.postpone(owed, signal.aborted ? 0 : pauseAfterMiss(owed.attempts));
    else await queue.settle(owed);
    if (attempt.kind !== 'sent') logger.warn(told(owed, attempt));
  }

  /** Undefined for what no attempt would ever open; it is given up. */
  private opened(owed: OwedMail): SealedMail | undefined {
    const { seals, logger } = this.dependencies;
    try {
      return seals.open(owed.moduleId, owed.sealed);
    } catch {
      logger.warn(`${nameOf(owed)} is given up: it was altered, or kept by another version, and cannot be opened.`);
      return undefined;
    }
  }
}

/** For the log: a mail by its number. */
function nameOf({ moduleId, id }: OwedMail): string {
  return `Mail ${String(id)} of module ${moduleId}`;
}

/** Neither the address nor the answer's text, which has it. */
function told(
  owed: OwedMail,
  { kind, reason }: { readonly kind: 'refused' | 'missed'; readonly reason: string },
): string {
  const mail = nameOf(owed);
  return kind === 'refused'
    ? `${mail} was refused by the mail server for good: ${reason}`
    : `${mail} could not be sent (attempt ${String(owed.attempts)}) and is tried again: ${reason}`;
}
