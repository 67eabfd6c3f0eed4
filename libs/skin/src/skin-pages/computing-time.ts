/**
 * Milliseconds that this thread has computed. A page is made without waiting, so its share of the processor is what it costs; by the clock on
 * the wall a busy machine would end pages that do no harm.
 */
export function computingTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
