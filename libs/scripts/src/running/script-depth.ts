import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * How many scripts stand behind a request: one of this server, or of another one, may call it and have a script run that calls again. In the manner of
 * RFC 8586, each call of a script says it.
 */
export const SCRIPT_DEPTH_HEADER = 'gatehouse-script-depth';
/** Runs whose calls led to one another. */
export const MOST_NESTED = 3;

const depths = new AsyncLocalStorage<number>();

/**
 * Does what a request asks for, its scripts knowing how many stand behind it.
 * @param said the header; whoever makes one up can only have their own request fail
 */
export function behindScripts(said: string | undefined, work: () => void): void {
  if (said === undefined || !/^\d{1,3}$/.test(said)) work();
  else depths.run(Number(said), work);
}

/** Of the request that is answered here. */
export function scriptDepth(): number {
  return depths.getStore() ?? 0;
}

/** Headers of a call as they are sent, whatever the script wrote in place of ours. */
export function withDepth(headers: Readonly<Record<string, string>>, depth = 0): Readonly<Record<string, string>> {
  const own = Object.entries(headers).filter(([name]) => name.toLowerCase() !== SCRIPT_DEPTH_HEADER);
  return { ...Object.fromEntries(own), [SCRIPT_DEPTH_HEADER]: String(depth + 1) };
}
