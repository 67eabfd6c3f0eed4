import type { Host } from '../host.js';

/** Takes the place of the engine's own `Math.random`, which would begin every run with the same numbers. */
export function realRandomness(host: Host): () => number {
  return () => host('random', null) as number;
}
