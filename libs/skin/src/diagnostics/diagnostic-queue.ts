import type { LoggerService, OnModuleDestroy } from '@nestjs/common';
import { DatabaseUnavailableError } from '#database/sql.port';
import type { Clock } from '#protocol/clock';
import type { DiagnosticStore, NewDiagnostic } from '../stores/diagnostic.store.js';
import type { SkinMistake } from './skin-mistake.js';

/** Mistakes that wait to be written; what comes beyond is in the log alone. */
const MOST_WAITING = 200;
/** Milliseconds in which new ones gather. */
const GATHERING = 1_000;
/** Milliseconds between two writings of the same mistake. */
const MINUTE = 60_000;

/** What the queue works with. */
export interface DiagnosticQueueParts {
  readonly store: Pick<DiagnosticStore, 'add'>;
  readonly clock: Clock;
  readonly logger: Pick<LoggerService, 'warn'>;
}

interface Waiting {
  readonly mistake: SkinMistake;
  readonly errorId: string;
  readonly times: number;
  /** Milliseconds of the clock. */
  readonly firstAt: number;
  readonly lastAt: number;
}

/** Writes what is wrong with pages of skins behind the requests, each mistake once a minute at most. A database that is away costs no page anything. */
export class DiagnosticQueue implements OnModuleDestroy {
  private waiting = new Map<string, Waiting>();
  private writtenAt = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;
  private wakesAt = Number.POSITIVE_INFINITY;
  private writing: Promise<void> = Promise.resolve();
  private isFailing = false;

  constructor(private readonly parts: DiagnosticQueueParts) {}

  add(mistake: SkinMistake, errorId: string): void {
    const key = `${mistake.moduleId} ${mistake.key}`;
    const before = this.waiting.get(key);
    if (before === undefined && this.waiting.size >= MOST_WAITING) return;
    const now = this.now();
    const { firstAt = now, times = 0 } = before ?? {};
    this.waiting.set(key, { mistake, errorId, firstAt, lastAt: now, times: times + 1 });
    if (before === undefined) this.wakeIn(Math.max(GATHERING, this.millisecondsTo(key)));
  }

  /** Resolves when everything that was added before is written, or cannot be now. Never rejects. */
  flush(): Promise<void> {
    return this.write(() => true);
  }

  onModuleDestroy(): Promise<void> {
    clearTimeout(this.timer);
    return this.flush();
  }

  private now(): number {
    return this.parts.clock.now().getTime();
  }

  /** Until the mistake may be written again; whatever the clock does, no longer than a minute. */
  private millisecondsTo(key: string): number {
    const at = this.writtenAt.get(key);
    return at === undefined ? 0 : Math.min(MINUTE, Math.max(0, at + MINUTE - this.now()));
  }

  private wakeIn(milliseconds: number): void {
    const at = this.now() + milliseconds;
    if (this.timer !== undefined && this.wakesAt <= at) return;
    clearTimeout(this.timer);
    this.wakesAt = at;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.write((key) => this.millisecondsTo(key) === 0);
    }, milliseconds).unref();
  }

  private write(isDue: (key: string) => boolean): Promise<void> {
    this.writing = this.writing.then(async () => {
      const due = [...this.waiting].filter(([key]) => isDue(key));
      for (const [key] of due) this.waiting.delete(key);
      if (due.length > 0) await this.writeAll(due);
      const next = [...this.waiting.keys()].map((key) => this.millisecondsTo(key));
      if (next.length > 0) this.wakeIn(Math.max(GATHERING, Math.min(...next)));
    });
    return this.writing;
  }

  private async writeAll(due: readonly (readonly [string, Waiting])[]): Promise<void> {
    const now = this.now();
    for (const [key, at] of this.writtenAt) if (at + MINUTE <= now) this.writtenAt.delete(key);
    for (const [key] of due) this.writtenAt.set(key, now);
    try {
      await this.parts.store.add(due.map(([, each]) => diagnosticOf(each, now)));
      this.isFailing = false;
    } catch (error) {
      this.tell(error);
      if (error instanceof DatabaseUnavailableError) for (const [key, each] of due) this.putBack(key, each);
    }
  }

  /** With what came meanwhile. */
  private putBack(key: string, lost: Waiting): void {
    const { times = 0, lastAt = lost.lastAt } = this.waiting.get(key) ?? {};
    this.waiting.set(key, { ...lost, lastAt, times: lost.times + times });
  }

  /** One line an outage. */
  private tell(error: unknown): void {
    if (!this.isFailing)
      this.parts.logger.warn(`What is wrong with pages of skins could not be kept: ${String(error)}`);
    this.isFailing = true;
  }
}

function diagnosticOf({ mistake, errorId, times, firstAt, lastAt }: Waiting, now: number): NewDiagnostic {
  const age = (at: number): number => Math.max(0, (now - at) / 1_000);
  return { ...mistake, errorId, times, firstAge: age(firstAt), lastAge: age(lastAt) };
}
