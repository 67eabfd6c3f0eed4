/** Does the work for the first who asks, and gives all others what came of it; work that failed is done again for the next. */
export function onceIfGood<T>(work: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= work().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
