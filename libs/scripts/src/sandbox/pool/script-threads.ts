import { Logger } from '@nestjs/common';
import type { ScriptThread } from '../threads/script-thread.js';

/** Milliseconds after which a thread that has nothing to do is ended; the last one stays. */
const IDLE_MILLIS = 60_000;
/** Milliseconds before another attempt where a thread could not start. */
const PAUSE_MILLIS = 1_000;

/** What {@link ScriptThreads} is made of. */
export interface ScriptThreadsParts {
  readonly most: number;
  readonly startThread: () => Promise<ScriptThread>;
  /** Called when a thread is there that was not, and when another attempt to start one may be made. */
  readonly onIdle: () => void;
  /** Called when one could not start; another attempt follows. */
  readonly onFailed: (cause: unknown) => void;
  /** Called when {@link ScriptThreads.isOut} becomes true. */
  readonly onOutage: (cause: unknown) => void;
}

/** The threads there are: started one after the other when they are needed, replaced when they broke, ended when they are not needed any more. */
export class ScriptThreads {
  private readonly logger = new Logger(ScriptThreads.name);
  private readonly all = new Set<ScriptThread>();
  /** The one that was used last stands last, and is used next. */
  private readonly idle: { readonly thread: ScriptThread; readonly since: number }[] = [];
  private sweep: NodeJS.Timeout | undefined;
  private isStarting = false;
  private isClosed = false;
  private hasFailed = false;
  private isOutage = false;

  constructor(private readonly parts: ScriptThreadsParts) {}

  /** Idle or not. */
  get count(): number {
    return this.all.size;
  }

  /** Whether there is none, and the last attempt to start one failed. */
  get isOut(): boolean {
    return this.isOutage;
  }

  startFirst(): void {
    if (this.all.size === 0) this.startAnother();
  }

  startAnother(): void {
    if (this.isStarting || this.isClosed || this.all.size >= this.parts.most) return;
    this.isStarting = true;
    void this.start();
  }

  takeIdle(): ScriptThread | undefined {
    for (let last = this.idle.pop(); last !== undefined; last = this.idle.pop()) {
      if (!last.thread.hasEnded) return last.thread;
      this.all.delete(last.thread);
    }
    return undefined;
  }

  /** Resolves when the thread does nothing more. */
  async giveBack(thread: ScriptThread, isUsable: boolean): Promise<void> {
    if (isUsable && !thread.hasEnded && !this.isClosed) {
      this.makeIdle(thread);
      return;
    }
    this.all.delete(thread);
    this.startFirst();
    await thread.end();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.sweep);
    await Promise.all(Array.from(this.all, (thread) => thread.end()));
    this.all.clear();
  }

  private async start(): Promise<void> {
    try {
      const thread = await this.parts.startThread();
      this.isStarting = false;
      this.started();
      this.all.add(thread);
      if (this.isClosed) await thread.end();
      else this.makeIdle(thread);
    } catch (error) {
      this.failed(error);
      setTimeout(() => {
        this.isStarting = false;
        this.parts.onIdle();
      }, PAUSE_MILLIS).unref();
    }
  }

  private started(): void {
    if (this.isOutage) this.logger.log('Script threads can start again');
    this.hasFailed = this.isOutage = false;
  }

  /** Told in the log once in a row: there may be an attempt each second. */
  private failed(cause: unknown): void {
    if (!this.hasFailed) this.logger.error('A script thread could not start; another attempt follows', cause);
    this.hasFailed = true;
    this.parts.onFailed(cause);
    if (this.isOutage || this.all.size > 0) return;
    this.isOutage = true;
    this.parts.onOutage(cause);
  }

  private makeIdle(thread: ScriptThread): void {
    this.idle.push({ thread, since: performance.now() });
    if (this.all.size > 1) this.sweep ??= setTimeout(() => this.endIdle(), IDLE_MILLIS).unref();
    this.parts.onIdle();
  }

  private endIdle(): void {
    this.sweep = undefined;
    const old = performance.now() - IDLE_MILLIS;
    while (this.all.size > 1 && this.idle[0] !== undefined && this.idle[0].since <= old) {
      const { thread } = this.idle.shift() as { thread: ScriptThread };
      this.all.delete(thread);
      void thread.end();
    }
    if (this.all.size > 1) this.sweep = setTimeout(() => this.endIdle(), IDLE_MILLIS).unref();
  }
}
