import type { ChangeFeed } from '#database/change-feed.port';
import type { Sql } from '#database/sql.port';
import type { Mail, Mailer } from './mailer.port.js';
import type { SealedMails } from './sealed-mails.js';
import type { MailQueueStore } from './stores/mail-queue.store.js';

/** Topic of the change feed under which processes tell one another that mails wait. */
export const MAIL_TOPIC = 'mail';
/** Mails of one module that may wait, and those that wait for notices to have room. */
const MOST_WAITING = { notices: 2_000, others: 1_800 };
/** How seldom the log tells of one module's mails, in milliseconds. */
const TOLD_EVERY = 60_000;

/** What a mailer needs of its surroundings. */
export interface MailerDependencies {
  readonly sql: Sql;
  readonly feed: Pick<ChangeFeed, 'announce'>;
  readonly queue: MailQueueStore;
  readonly seals: SealedMails;
  readonly warn: (message: string) => void;
}

/** Keeps mails as rows, from which any server sends them: neither a page nor its time depends on a mail server. */
export class QueuedMailer implements Mailer {
  private readonly toldAt = new Map<string, number>();

  constructor(private readonly dependencies: MailerDependencies) {}

  async send(moduleId: string, { usefulSeconds, isNotice, ...mail }: Mail): Promise<boolean> {
    const { sql, feed, queue, seals } = this.dependencies;
    const sealed = seals.seal(moduleId, mail);
    const most = isNotice === true ? MOST_WAITING.notices : MOST_WAITING.others;
    const isOwed = await sql.transaction(async (transaction) => {
      const isKept = await queue.add(transaction, { moduleId, sealed, usefulSeconds }, most);
      if (isKept) await feed.announce(transaction, MAIL_TOPIC);
      return isKept;
    });
    if (!isOwed) this.tell(moduleId, most);
    return isOwed;
  }

  /** People are told that a mail is on its way, whether or not they are known; only the log may say that it is not. */
  private tell(moduleId: string, most: number): void {
    const now = performance.now();
    if (now - (this.toldAt.get(moduleId) ?? -TOLD_EVERY) < TOLD_EVERY) return;
    this.toldAt.set(moduleId, now);
    this.dependencies.warn(
      `${moduleId}: a mail is not sent, because ${String(most)} wait already. See whether its mail server takes mail (gatehouse doctor).`,
    );
  }
}
