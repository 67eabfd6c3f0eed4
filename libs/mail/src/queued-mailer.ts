import type { ChangeFeed } from '#database/change-feed.port';
import type { Sql } from '#database/sql.port';
import type { Mail, Mailer } from './mailer.port.js';
import type { SealedMails } from './sealed-mails.js';
import type { MailQueueStore } from './stores/mail-queue.store.js';

/** Topic of the change feed under which processes tell one another that mails wait. */
export const MAIL_TOPIC = 'mail';
/** Mails of one module that may wait. */
const MOST_WAITING = 2_000;

/** What a mailer needs of its surroundings. */
export interface MailerDependencies {
  readonly sql: Sql;
  readonly feed: Pick<ChangeFeed, 'announce'>;
  readonly queue: MailQueueStore;
  readonly seals: SealedMails;
}

/** Keeps mails as rows, from which any server sends them: neither a page nor its time depends on a mail server. */
export class QueuedMailer implements Mailer {
  constructor(private readonly dependencies: MailerDependencies) {}

  send(moduleId: string, { usefulSeconds, ...mail }: Mail): Promise<boolean> {
    const { sql, feed, queue, seals } = this.dependencies;
    const sealed = seals.seal(moduleId, mail);
    return sql.transaction(async (transaction) => {
      const isOwed = await queue.add(transaction, { moduleId, sealed, usefulSeconds }, MOST_WAITING);
      if (isOwed) await feed.announce(transaction, MAIL_TOPIC);
      return isOwed;
    });
  }
}
