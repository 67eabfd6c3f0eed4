import type { BenchSample } from '../../script-bench.port.js';
import { signInSamples } from './sign-in-samples.js';
import { tokenSamples } from './token-samples.js';

/** Every sample, in the order in which they are listed. */
export const benchSamples: readonly BenchSample[] = [...tokenSamples, ...signInSamples];
