/** One kind of request, from so many stations that one is free when a request is due. */
export interface Stream {
  readonly steps: readonly (() => Promise<unknown>)[];
  readonly perSecond: number;
}

/** Makes requests at a steady rate, whether or not earlier ones are answered; milliseconds from when each was due. */
export async function steadily({ steps, perSecond }: Stream, seconds: number): Promise<readonly number[]> {
  const free = [...steps];
  const waiting: ((step: () => Promise<unknown>) => void)[] = [];
  const latencies: number[] = [];
  const one = async (): Promise<void> => {
    const due = performance.now();
    const step = free.shift() ?? (await new Promise<() => Promise<unknown>>((resolve) => waiting.push(resolve)));
    await step();
    latencies.push(performance.now() - due);
    const next = waiting.shift();
    if (next === undefined) free.push(step);
    else next(step);
  };
  const begun = performance.now();
  const all: Promise<void>[] = [];
  for (let count = 0; count < seconds * perSecond; count++) {
    const left = begun + (count * 1_000) / perSecond - performance.now();
    if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
    all.push(one());
  }
  await Promise.all(all);
  return latencies;
}
