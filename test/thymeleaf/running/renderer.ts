import { once } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { EngineName, Outcome, Rendering } from './engine.js';

/** A test that takes longer hangs. */
const patience = 4_000;

const hooks = pathToFileURL(path.join(import.meta.dirname, '../../support/typescript-hooks.js')).href;

/** A thread that has loaded its engine. */
async function startThread(engine: EngineName): Promise<Worker> {
  const thread = new Worker(path.join(import.meta.dirname, 'render-thread.ts'), {
    execArgv: ['--import', hooks],
    workerData: { engine },
    // What a peer has to say about a template stands in its result.
    ...(engine === 'npm' && { stdout: true, stderr: true }),
  });
  await once(thread, 'message');
  return thread;
}

/** Renders tests in a thread of its own, which is replaced where a test hangs. Close it in the end. */
export class Renderer {
  private thread: Worker | undefined;

  constructor(readonly engine: EngineName) {}

  async render(rendering: Rendering): Promise<Outcome> {
    this.thread ??= await startThread(this.engine);
    this.thread.postMessage(rendering);
    const [answer, end] = this.answerOf(this.thread);
    const outcome = await answer.finally(end);
    if (outcome.kind === 'hung') await this.close();
    return outcome;
  }

  async close(): Promise<void> {
    await this.thread?.terminate();
    this.thread = undefined;
  }

  private answerOf(thread: Worker): readonly [Promise<Outcome>, () => void] {
    const stop = new AbortController();
    const { promise: hung, resolve } = Promise.withResolvers<Outcome>();
    const timer = setTimeout(() => resolve({ kind: 'hung' }), patience);
    const answered = once(thread, 'message', { signal: stop.signal }).then(([outcome]) => outcome as Outcome);
    // The loser of the race is told to stop, which it says as an error.
    answered.catch(() => undefined);
    return [
      Promise.race([answered, hung]),
      () => {
        clearTimeout(timer);
        stop.abort();
      },
    ];
  }
}
