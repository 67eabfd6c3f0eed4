import { LoadProcess } from './load/load-process.js';
import type { Measurement } from './load/measurement.js';
import type { BenchOptions } from './options.js';
import type { Target } from './targets/target.js';
import { hashRate } from './yardstick.js';

/** What a flood of sign-ins does to the token endpoint, and what the server gets done of it (ruling 65). */
export interface SignInFlood {
  /** Password hashes a second by one thread alone. */
  readonly hashRate: number;
  /** Sign-ins a second, each one hash. */
  readonly signInRate: number;
  /** Token requests that come now and then, with nothing else and during the flood. */
  readonly tokensAlone: Measurement;
  readonly tokensBeside: Measurement;
}

const LEAD_IN_SECONDS = 1;
/** So few token requests that they hardly wait for one another. */
const GENTLE = {
  work: 'client-credentials',
  connections: 2,
  restMilliseconds: 20,
  leadInSeconds: LEAD_IN_SECONDS,
} as const;

/** Measures the token endpoint alone, then during a flood of sign-ins that begins before and ends after. */
export async function measureSignInFlood(
  { site }: Target,
  { seconds, connections }: BenchOptions,
  load: LoadProcess,
): Promise<SignInFlood> {
  const tokens = (): Promise<Measurement> => load.measure({ ...GENTLE, site, seconds }, silent);
  const tokensAlone = await tokens();
  const flood = new LoadProcess();
  try {
    let tokensBeside: Promise<Measurement> | undefined;
    const order = { site, work: 'refused-sign-in', connections, leadInSeconds: LEAD_IN_SECONDS } as const;
    const signIns = await flood.measure(
      { ...order, seconds: seconds + 2 * LEAD_IN_SECONDS },
      {
        opened: () => {
          tokensBeside = tokens();
        },
        closed: ignore,
      },
    );
    if (tokensBeside === undefined) throw new Error('The flood never began');
    return {
      hashRate: await hashRate(seconds),
      signInRate: signIns.completed / signIns.seconds,
      tokensAlone,
      tokensBeside: await tokensBeside,
    };
  } finally {
    flood.stop();
  }
}

function ignore(): void {
  // Nothing is read at the edges of this window.
}

const silent = { opened: ignore, closed: ignore };
