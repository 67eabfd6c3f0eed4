/** Milliseconds that anybody waits for another server, however many questions it takes (G-21). */
const LONGEST_WAIT = 5_000;

/** What the work comes to, or `late` where that takes too long; the work goes on. */
export async function inTime<T>(work: Promise<T>, late: T, milliseconds = LONGEST_WAIT): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<T>((resolve) => {
    timer = setTimeout(() => {
      resolve(late);
    }, milliseconds);
  });
  try {
    return await Promise.race([work, patience]);
  } finally {
    clearTimeout(timer);
  }
}
