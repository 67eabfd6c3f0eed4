import { Worker } from 'node:worker_threads';
import { Logger } from '@nestjs/common';
import type { HashAnswer } from './hash-worker.js';
import type { HashJob } from './slow-hashing.port.js';

/** The file beside this one, as source under Jest (Node strips the types) and as JavaScript after the build. */
const WORKER = new URL(import.meta.url.endsWith('.ts') ? './hash-worker.ts' : './hash-worker.js', import.meta.url);

/** One worker thread that does one job at a time. It starts with its first job and again after a crash. */
export class HashThread {
  private readonly logger = new Logger(HashThread.name);
  private worker: Worker | undefined;

  /**
   * Runs one job; the caller must wait for it before giving the next. Nothing is the secret of a hash that cannot be computed: whoever presents
   * one is refused, not told of a fault for good.
   * @throws Error — a hash could not be made, or the thread died
   */
  async run(job: HashJob): Promise<string | boolean> {
    const answer = await this.ask(job);
    if (!('failure' in answer)) return answer.value;
    if (!('hash' in job)) throw new Error(`Hashing failed: ${answer.failure}`);
    this.logger.warn(
      `A stored hash cannot be checked, so its secret must be set anew (${job.kind}): ${answer.failure}`,
    );
    return false;
  }

  async close(): Promise<void> {
    const worker = this.worker;
    this.worker = undefined;
    await worker?.terminate();
  }

  private ask(job: HashJob): Promise<HashAnswer> {
    const worker = (this.worker ??= this.start());
    worker.ref();
    return new Promise<HashAnswer>((resolve, reject) => {
      const settle = (outcome: () => void): void => {
        worker.off('message', answered).off('error', died).off('exit', died);
        worker.unref(); // An idle thread must not keep the process alive.
        outcome();
      };
      const answered = (answer: HashAnswer): void => settle(() => resolve(answer));
      const died = (cause: unknown): void => settle(() => reject(new Error('The hashing thread died', { cause })));
      worker.once('message', answered).once('error', died).once('exit', died);
      worker.postMessage(job);
    });
  }

  private start(): Worker {
    // Nothing of the parent's environment or arguments: the thread needs none of it.
    const worker = new Worker(WORKER, { env: {}, argv: [], execArgv: [] });
    const forget = (): void => {
      if (this.worker === worker) this.worker = undefined;
    };
    // These listeners stay, so that a thread that dies while idle is replaced too and takes nothing with it.
    return worker.on('error', forget).on('exit', forget);
  }
}
