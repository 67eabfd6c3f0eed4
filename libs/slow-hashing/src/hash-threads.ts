import { BoundedHashQueue } from './bounded-hash-queue.js';
import { HashThread } from './hash-thread.js';
import type { HashJob, HashQueue, SlowHashing } from './slow-hashing.port.js';

/** Hashes computed at once; one on two cores keeps a core for everything else (ruling 65). */
const THREADS = 1;

/** A queue's jobs that wait for a thread. */
type Line = ((thread: HashThread) => void)[];

/** {@link SlowHashing} on worker threads. Jobs of one queue run in the order they came; queues take turns. */
export class HashThreads implements SlowHashing {
  private readonly threads: readonly HashThread[];
  private readonly idle: HashThread[];
  /** Whose turn is next stands first. */
  private readonly lines: Line[] = [];

  constructor(threads = THREADS) {
    this.threads = Array.from({ length: threads }, () => new HashThread());
    this.idle = [...this.threads];
  }

  queue({ waiting }: { readonly waiting: number }): HashQueue {
    const line: Line = [];
    this.lines.push(line);
    return new BoundedHashQueue(this.threads.length + waiting, (job) => this.run(line, job));
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.close()));
  }

  private async run(line: Line, job: HashJob): Promise<string | boolean> {
    const thread = this.idle.pop() ?? (await new Promise<HashThread>((resolve) => line.push(resolve)));
    try {
      return await thread.run(job);
    } finally {
      this.handOn(thread);
    }
  }

  /** To the first line in which somebody waits; that line goes behind all others. */
  private handOn(thread: HashThread): void {
    const place = this.lines.findIndex(({ length }) => length > 0);
    if (place < 0) return void this.idle.push(thread);
    const [line] = this.lines.splice(place, 1) as [Line];
    this.lines.push(line);
    line.shift()?.(thread);
  }
}
