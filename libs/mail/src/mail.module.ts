// Owns the mail that leaves the server: rows in which it waits, sealed, and its way to the mail server of its module. Must not know what is in it.
// Expects the tokens SQL, CHANGE_FEED and BACKGROUND_WORK from global modules.
import { type DynamicModule, type InjectionToken, Logger, Module, type Provider } from '@nestjs/common';
import { BACKGROUND_WORK, type BackgroundWork } from '#database/background-work.port';
import { CHANGE_FEED, type ChangeFeed } from '#database/change-feed.port';
import { RowPurge } from '#database/row-purge.port';
import { SQL, type Sql } from '#database/sql.port';
import { MAIL_SERVER_CHECK, MAILER, type MailSettings } from './mailer.port.js';
import { MailWork } from './mail-work.js';
import { QueuedMailer } from './queued-mailer.js';
import { SealedMails, type Sealer } from './sealed-mails.js';
import { SmtpDelivery } from './smtp-delivery.js';
import { MailQueueStore } from './stores/mail-queue.store.js';

/** What the composition root decides about mail. */
export interface MailModuleOptions {
  /** Token of what mails are sealed with while they wait. */
  readonly sealer: InjectionToken<Sealer>;
  /** Settings of the modules that send mail now, by id; asked for each mail. */
  readonly settings: () => ReadonlyMap<string, MailSettings>;
}

/** Provides MAILER and MAIL_SERVER_CHECK. */
@Module({})
export class MailModule {
  static forRoot({ sealer, settings }: MailModuleOptions): DynamicModule {
    const logger = new Logger('Mail');
    const providers: Provider[] = [
      { provide: MailQueueStore, inject: [SQL], useFactory: (sql: Sql) => new MailQueueStore(sql) },
      { provide: SealedMails, inject: [sealer], useFactory: (own: Sealer) => new SealedMails(own) },
      { provide: MAIL_SERVER_CHECK, useClass: SmtpDelivery },
      {
        provide: MAILER,
        inject: [SQL, CHANGE_FEED, MailQueueStore, SealedMails],
        useFactory: (sql: Sql, feed: ChangeFeed, queue: MailQueueStore, seals: SealedMails) =>
          new QueuedMailer({ sql, feed, queue, seals, warn: (message) => logger.warn(message) }),
      },
      {
        provide: MailWork,
        inject: [CHANGE_FEED, MailQueueStore, SealedMails, BACKGROUND_WORK],
        useFactory: (feed: ChangeFeed, queue: MailQueueStore, seals: SealedMails, background: BackgroundWork) =>
          new MailWork({ feed, queue, seals, background, settings, logger, delivery: new SmtpDelivery() }),
      },
      {
        provide: RowPurge,
        inject: [MailQueueStore, BACKGROUND_WORK],
        useFactory: (queue: MailQueueStore, background: BackgroundWork) =>
          new RowPurge({ rows: 'mails', background, portion: () => queue.purge(), logger }),
      },
    ];
    return { module: MailModule, global: true, providers, exports: [MAILER, MAIL_SERVER_CHECK] };
  }
}
