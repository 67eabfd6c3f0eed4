import { InterruptedError, interruptedBy } from './exit-code.js';

/** Milliseconds in which the same signal counts once: a terminal sends Ctrl-C to us and to the script that started us, which passes it on. */
const SAME_SIGNAL = 1_000;

/**
 * Becomes aborted when somebody ends the command: work then ends in good order. Who asks again is obeyed at once.
 * @param source the process
 */
export function interruptionOf(source: NodeJS.Process): AbortSignal {
  const controller = new AbortController();
  let first: number | undefined;
  for (const signal of Object.keys(interruptedBy) as (keyof typeof interruptedBy)[])
    source.on(signal, () => {
      const now = performance.now();
      if (first === undefined) {
        first = now;
        controller.abort(new InterruptedError(signal));
      } else if (now - first > SAME_SIGNAL) source.exit(interruptedBy[signal]);
    });
  return controller.signal;
}

/** The result of work that can be left alone in the middle. @throws InterruptedError somebody ended the command */
export async function untilInterrupted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = (): void => {
    reject(signal.reason as Error);
  };
  signal.addEventListener('abort', stop);
  try {
    signal.throwIfAborted();
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** The same pieces, until somebody ends the command. @throws InterruptedError */
export async function* interruptible<Piece>(pieces: AsyncIterable<Piece>, signal: AbortSignal): AsyncGenerator<Piece> {
  for await (const piece of pieces) {
    signal.throwIfAborted();
    yield piece;
  }
}
