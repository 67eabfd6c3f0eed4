import { Inject, Injectable } from '@nestjs/common';
import { MAILER, type Mailer } from '#mail/mailer.port';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { MailText } from './mail-texts.js';

/** Word of a change is of use for a day. */
const WORD_SECONDS = 86_400;

/** Tells people what was changed about their account, so that no change by somebody else stays unseen. */
@Injectable()
export class OwnerNotices {
  constructor(@Inject(MAILER) private readonly mailer: Mailer) {}

  /** Nothing where the module sends no mail, or the account has no address. */
  async tell({ moduleId, mail }: OutboundSmartInstance, email: string, word: MailText): Promise<void> {
    if (mail === undefined || email === '') return;
    await this.mailer.send(moduleId, { to: email, usefulSeconds: WORD_SECONDS, isNotice: true, ...word });
  }
}
