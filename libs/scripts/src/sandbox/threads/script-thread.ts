import { inspect } from 'node:util';
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import { threadMaterial } from './thread-material.js';
import { millisOfThread } from '../engine/thread-time.js';
import type { ThreadAnswer, ThreadData, ThreadJob, ThreadMessage } from './thread-messages.js';

/** The file beside this one, as source under test (Node strips the types) and as JavaScript after the build. */
const WORKER = new URL(import.meta.url.endsWith('.ts') ? './script-worker.ts' : './script-worker.js', import.meta.url);
/** MiB. The memory of scripts is beside the heap; what lies in the heap is a payload, an answer, an output at most. */
const HEAP = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 };

/** Milliseconds in which a thread is ready that ever will be; it takes half a second on a machine that has little else to do. */
const LONGEST_START = 30_000;
const LATE = `it was not ready in ${String(LONGEST_START / 1_000)} s`;

/** Who hears of a thread while it runs a job. */
export interface ThreadListener {
  heard(message: ThreadMessage): void;
  /** The thread has ended, by itself or because it was told to. */
  died(cause: Error): void;
}

/** A worker thread with an engine in it, one job at a time. It has nothing of the server's environment or arguments. */
export class ScriptThread {
  private readonly worker: Worker;
  private readonly answers: MessagePort;
  private readonly signal = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  private listener: ThreadListener | undefined;
  private ended = false;
  private threadId: string | undefined;
  /** That it had of a processor when it was last at rest. */
  private millisBefore = 0;

  /** @throws Error — the thread died before it was ready, or is not ready in time */
  static async start(memoryMib: number): Promise<ScriptThread> {
    const thread = new ScriptThread(await threadMaterial(), memoryMib);
    let timer: NodeJS.Timeout | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        timer = setTimeout(() => reject(new Error(LATE)), LONGEST_START).unref();
        thread.listener = { heard: () => resolve(), died: reject };
      });
    } catch (error) {
      void thread.end();
      throw error;
    } finally {
      clearTimeout(timer);
      thread.listener = undefined;
    }
    return thread;
  }

  private constructor(material: Pick<ThreadData, 'wasm' | 'guestSources'>, memoryMib: number) {
    const { port1, port2 } = new MessageChannel();
    this.answers = port1;
    const workerData: ThreadData = { ...material, memoryMib, answers: port2, signal: this.signal };
    this.worker = new Worker(WORKER, {
      ...{ env: {}, argv: [], execArgv: [], resourceLimits: HEAP },
      ...{ workerData, transferList: [port2], name: 'script' },
    });
    this.worker
      .on('message', (message: ThreadMessage) => this.heard(message))
      .on('error', (cause: unknown) => this.die(asError(cause)))
      .on('exit', (code) => this.die(new Error(`its thread ended (exit code ${String(code)})`)))
      .unref(); // Only a thread that runs something keeps the process alive.
  }

  /** Whether it ended while it had nothing to do. */
  get hasEnded(): boolean {
    return this.ended;
  }

  begin(job: ThreadJob, listener: ThreadListener): void {
    this.listener = listener;
    this.worker.ref();
    if (this.ended) return listener.died(new Error('its thread had ended before'));
    this.worker.postMessage(job);
  }

  /** Nobody listens any more; the thread may get another job. */
  release(): void {
    this.listener = undefined;
    this.worker.unref();
  }

  /** Milliseconds that it has had of a processor for its job; undefined where that cannot be known. */
  computedMillis(): number | undefined {
    const all = millisOfThread(this.threadId);
    return all === undefined ? undefined : all - this.millisBefore;
  }

  /** Wakes the thread, which waits for this. */
  answer(answer: ThreadAnswer): void {
    this.answers.postMessage(answer);
    Atomics.store(this.signal, 0, 1);
    Atomics.notify(this.signal, 0);
  }

  /** Ends whatever it is doing; what it said before is heard first. */
  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private heard(message: ThreadMessage): void {
    if (message.kind === 'ready' || message.kind === 'outcome') this.millisBefore = message.threadMillis;
    if (message.kind === 'ready') this.threadId = message.threadId;
    this.listener?.heard(message);
  }

  private die(cause: Error): void {
    if (this.ended) return;
    this.ended = true;
    this.answers.close();
    this.listener?.died(cause);
  }
}

/** What a thread throws that cannot be copied, or is no error, comes as something else. */
function asError(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error(`its thread threw ${inspect(cause, { depth: 1 })}`);
}
