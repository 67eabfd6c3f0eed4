/** Milliseconds of the longest time that others had to wait while something was done. */
export async function longestPause(work: () => Promise<unknown>): Promise<number> {
  let [last, longest, isDone] = [performance.now(), 0, false];
  const look = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isDone) setImmediate(look);
  };
  setImmediate(look);
  try {
    await work();
  } finally {
    look();
    isDone = true;
  }
  return longest;
}
