import { LoadProcess } from './load/load-process.js';
import { observe, type Observation } from './observation.js';
import type { BenchOptions } from './options.js';
import { signingRate } from './signing/signing-rate.js';
import type { Target } from './targets/target.js';

/** Everything that was measured. */
export interface Run {
  /** Of the rounds that count. */
  readonly observations: readonly Observation[];
  /** Signatures a second by jose alone, one figure for each round. */
  readonly signingRates: readonly number[];
  /** Token responses received from Gatehouse, all rounds and preparations together. */
  readonly tokenResponses: number;
}

/**
 * Measures all targets in turn, round by round: whatever disturbs the machine for a while disturbs all of them. The first round
 * warms up and does not count.
 */
export async function run(
  targets: readonly Target[],
  options: BenchOptions,
  tell: (line: string) => void,
): Promise<Run> {
  const load = new LoadProcess();
  const all: Observation[] = [];
  const counted: Observation[] = [];
  const signingRates: number[] = [];
  try {
    for (let round = 0; round <= options.rounds; round += 1) {
      const observations = await oneRound(turns(targets, round), options, load, (line) =>
        tell(`round ${round}: ${line}`),
      );
      all.push(...observations);
      if (round > 0) counted.push(...observations);
      if (round > 0 && !options.alone) signingRates.push(await signingRate(options.seconds, options.connections));
    }
  } finally {
    load.stop();
  }
  const ours = all.filter(({ target }) => target === targets[0]?.name);
  const tokenResponses = ours.reduce((sum, each) => sum + each.tokenResponses, 0);
  return { observations: counted, signingRates, tokenResponses };
}

/** Who goes first changes from round to round. */
function turns(targets: readonly Target[], round: number): readonly Target[] {
  return round % 2 === 0 ? targets : targets.toReversed();
}

async function oneRound(
  targets: readonly Target[],
  options: BenchOptions,
  load: LoadProcess,
  tell: (line: string) => void,
): Promise<readonly Observation[]> {
  const observations: Observation[] = [];
  for (const work of options.works) {
    for (const target of targets) {
      const observation = await observe(target, work, load, options);
      const rate = observation.completed / observation.seconds;
      tell(`${work}, ${target.name}: ${rate.toFixed(0)}/s, p99 ${observation.latency.p99.toFixed(1)} ms`);
      observations.push(observation);
    }
  }
  return observations;
}
