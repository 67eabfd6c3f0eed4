import { Injectable, Logger } from '@nestjs/common';
import { legible } from '#protocol/legible-text';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import type { Visit } from '../visit.js';
import { SignInRecords, type SignInRecord } from './sign-in-records.js';

/** Why somebody who was at another system is not signed in; nothing secret. */
export interface OtherSideFailure {
  readonly errorCode: string;
  /** In whatever words; of the other system's only what cannot be dispensed with. */
  readonly reason: string;
  /** Which system it was, as the audit record says it. */
  readonly side: Readonly<Record<string, unknown>>;
  /** The name that the person has here, or would have had. */
  readonly username?: string | undefined;
  /** What the person wanted, where it is known. */
  readonly purpose?: SignInRecord['purpose'] | undefined;
}

const LONGEST_REASON = 500;

/** Leaves sign-ins at other systems that came to nothing in log and audit. */
@Injectable()
export class OtherSideFailures {
  private readonly logger = new Logger('SignIn');

  constructor(private readonly records: SignInRecords) {}

  async record(
    instance: OutboundSmartInstance,
    visit: Pick<Visit, 'remoteAddress'>,
    { errorCode, reason, side, username = '', purpose = { ids: {} } }: OtherSideFailure,
  ): Promise<void> {
    const detail = { ...side, reason: legible(reason).slice(0, LONGEST_REASON) };
    const { moduleId } = instance;
    this.logger.warn({
      message: 'A sign-in at another system failed.',
      module: moduleId,
      problem: errorCode,
      ...detail,
    });
    await this.records.record(instance, visit, { outcome: 'failure', purpose, username, errorCode, detail });
  }
}
