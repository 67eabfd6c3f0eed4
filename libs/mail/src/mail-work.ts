import type { LoggerService, OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import type { BackgroundWork } from '#database/background-work.port';
import type { ChangeFeed } from '#database/change-feed.port';
import { pauseAfterMiss } from './mail-retries.js';
import type { MailSettings } from './mailer.port.js';
import { MAIL_TOPIC } from './queued-mailer.js';
import type { SealedMails } from './sealed-mails.js';
import { LONGEST_DELIVERY_MS, type SmtpDelivery } from './smtp-delivery.js';
import type { MailQueueStore, OwedMail } from './stores/mail-queue.store.js';

/** Milliseconds between two looks for what is due again. */
const EVERY_MS = 5_000;
/** Deliveries under way at once in one process, and of them those of one module: its mail server may stall, and keeps no other waiting. */
const MOST_AT_ONCE = { inAll: 8, ofModule: 2 };
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
  private timer: NodeJS.Timeout | undefined;
  private isStopping = false;

  constructor(private readonly dependencies: MailWorkDependencies) {}

  onModuleInit(): void {
    const { feed, background } = this.dependencies;
    if (!background.isDoneHere) return;
    feed.onChange((topic) => {
      if (topic === MAIL_TOPIC) this.work();
    });
    this.timer = setInterval(() => this.work(), EVERY_MS).unref();
  }

  /** What is under way may still be answered; whatever is not is owed on. */
  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    clearInterval(this.timer);
    await Promise.all(this.lanes);
  }

  /** Opens one more lane, unless there are enough. */
  private work(): void {
    if (this.isStopping || this.lanes.size >= MOST_AT_ONCE.inAll) return;
    const lane = this.followLane().finally(() => this.lanes.delete(lane));
    this.lanes.add(lane);
  }

  /** Sends one mail after the other until none is due; where there is one, there may be more for another lane. */
  private async followLane(): Promise<void> {
    const { queue, logger } = this.dependencies;
    try {
      while (!this.isStopping) {
        const moduleIds = this.free();
        const owed = moduleIds.length === 0 ? undefined : await queue.claim(moduleIds, LEASE_SECONDS);
        if (owed === undefined) return;
        this.work();
        await this.counted(owed);
      }
    } catch (error) {
      logger.warn(`Mails that wait could not be read: ${String(error)}`);
    }
  }

  /** Modules of which another mail may be under way. */
  private free(): readonly string[] {
    const isFree = (moduleId: string): boolean => (this.underWay.get(moduleId) ?? 0) < MOST_AT_ONCE.ofModule;
    return [...this.dependencies.settings().keys()].filter(isFree);
  }

  private async counted(owed: OwedMail): Promise<void> {
    const { moduleId } = owed;
    this.underWay.set(moduleId, (this.underWay.get(moduleId) ?? 0) + 1);
    try {
      await this.deliver(owed);
    } finally {
      this.underWay.set(moduleId, (this.underWay.get(moduleId) ?? 1) - 1);
    }
  }

  /** What fails here stays owed, and is due again when the claim has run out. */
  private async deliver(owed: OwedMail): Promise<void> {
    const { queue, seals, delivery, settings, logger } = this.dependencies;
    const own = settings().get(owed.moduleId);
    if (own === undefined) return;
    const attempt = await delivery.deliver(own, seals.open(owed.moduleId, owed.sealed));
    if (attempt.kind === 'missed') await queue.postpone(owed, pauseAfterMiss(owed.attempts));
    else await queue.settle(owed);
    if (attempt.kind !== 'sent') logger.warn(told(owed, attempt));
  }
}

/** Neither the address nor the answer's text, which has it. */
function told(
  { moduleId, id, attempts }: OwedMail,
  { kind, reason }: { readonly kind: 'refused' | 'missed'; readonly reason: string },
): string {
  const mail = `Mail ${String(id)} of module ${moduleId}`;
  return kind === 'refused'
    ? `${mail} was refused by the mail server for good: ${reason}`
    : `${mail} could not be sent (attempt ${String(attempts)}) and is tried again: ${reason}`;
}
