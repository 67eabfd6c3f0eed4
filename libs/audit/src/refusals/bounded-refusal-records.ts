import { Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { networkOf } from '#protocol/network-of';
import type { AuditEvent, AuditLog } from '../audit.port.js';
import type { RefusalRecords } from './refusal-records.port.js';

/** Rows of strangers of one network in a minute, for each kind of refusal at a module; what goes beyond is counted. */
const MOST_ROWS = 300;
const WINDOW = 60_000; // ms
/** Networks counted at a time; beyond it the minute ends early. */
const CAPACITY = 10_000;

/** Refusals of one kind and network in this minute. */
interface Crowd {
  readonly network: string;
  /** The last one. */
  readonly event: AuditEvent;
  readonly count: number;
}

/** Counts refusals in this process, and writes what its share does not cover as one row at the end of each minute. */
export class BoundedRefusalRecords implements RefusalRecords, OnModuleInit, OnModuleDestroy {
  private readonly crowds = new Map<string, Crowd>();
  private readonly logger = new Logger('Failure');
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly audit: Pick<AuditLog, 'record'>) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.endWindow(), WINDOW).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.endWindow();
  }

  async add(event: AuditEvent, isProven: boolean): Promise<void> {
    if (isProven || this.counted(event) <= MOST_ROWS) await this.audit.record(event);
  }

  /** Writes what was only counted. Never rejects: nobody waits for it. */
  async endWindow(): Promise<void> {
    const crowds = [...this.crowds.values()].filter(({ count }) => count > MOST_ROWS);
    this.crowds.clear();
    try {
      await Promise.all(crowds.map((crowd) => this.audit.record(summary(crowd))));
    } catch (error) {
      this.logger.error({ message: 'The number of refusals could not be recorded.', cause: String(error) });
    }
  }

  private counted(event: AuditEvent): number {
    const network = networkOf(event.remoteAddress ?? '');
    const key = [event.moduleId, event.kind, network].join(' ');
    const counted = this.crowds.get(key)?.count;
    if (counted === undefined && this.crowds.size >= CAPACITY) void this.endWindow();
    const count = (counted ?? 0) + 1;
    this.crowds.set(key, { network, event, count });
    return count;
  }
}

function summary({ network, event: { moduleId, kind, remoteAddress }, count }: Crowd): AuditEvent {
  const detail = { network, furtherRefusals: count - MOST_ROWS };
  return { moduleId, kind, outcome: 'failure', detail, ...(remoteAddress !== undefined && { remoteAddress }) };
}
