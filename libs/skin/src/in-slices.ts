import { setImmediate } from 'node:timers/promises';

/** Work that can be put off after every step. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Milliseconds that work goes on before requests have their turn. */
const SLICE = 8;

/** Does work between the requests that wait: no more of it at once than a slice and the step that ends it. */
export async function inSlices<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    const end = performance.now() + SLICE;
    do {
      const step = steps.next();
      if (step.done === true) return step.value;
    } while (performance.now() < end);
    await setImmediate();
  }
}

/** The same at once. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
