import type { ServerChangeOptions, ServerSaving } from './server-administration.port.js';

const MOST_TRIES = 3;

/** Makes a change that names no version anew where another one came in between: it is to have the last word. At most three times. */
export async function untilCurrent(
  { ifVersion }: ServerChangeOptions,
  change: () => Promise<ServerSaving>,
): Promise<ServerSaving> {
  for (let tries = 1; ; tries++) {
    const saving = await change();
    if (saving.kind !== 'stale' || ifVersion !== undefined || tries === MOST_TRIES) return saving;
  }
}
