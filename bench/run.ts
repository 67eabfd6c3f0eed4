import { LoadProcess } from './load/load-process.js';
import { observe, type Observation } from './observation.js';
import type { BenchOptions } from './options.js';
import { measureSignInFlood, type SignInFlood } from './sign-in-flood.js';
import type { Target } from './targets/target.js';
import { signingRate } from './yardstick.js';

/** Everything that was measured. */
export interface Run {
  /** Of the rounds that count. */
  readonly observations: readonly Observation[];
  /** Signatures a second by jose alone, one figure for each round. */
  readonly signingRates: readonly number[];
  /** Of Gatehouse, one for each round. */
  readonly signInFloods: readonly SignInFlood[];
  /** Token responses received from Gatehouse, all rounds and preparations together. */
  readonly tokenResponses: number;
}

/**
 * Measures all targets in turn, round by round: whatever disturbs the machine for a while disturbs all of them. The first round
 * warms up and does not count. The first target is Gatehouse.
 */
export async function run(
  targets: readonly [Target, ...Target[]],
  options: BenchOptions,
  tell: (line: string) => void,
): Promise<Run> {
  const load = new LoadProcess();
  const rounds: Round[] = [];
  try {
    for (let round = 0; round <= options.rounds; round += 1)
      rounds.push(await oneRound(targets, round, options, load, (line) => tell(`round ${round}: ${line}`)));
  } finally {
    load.stop();
  }
  const [, ...counted] = rounds;
  return {
    observations: counted.flatMap(({ observations }) => observations),
    signingRates: counted.flatMap(({ signing }) => signing ?? []),
    signInFloods: counted.map(({ flood }) => flood),
    tokenResponses: tokensOf(targets[0], rounds),
  };
}

interface Round {
  readonly observations: readonly Observation[];
  readonly flood: SignInFlood;
  /** Absent where Gatehouse is alone. */
  readonly signing?: number;
}

function tokensOf({ name }: Target, rounds: readonly Round[]): number {
  const compared = rounds.flatMap(({ observations }) => observations).filter(({ target }) => target === name);
  const beside = rounds.flatMap(({ flood }) => [flood.tokensAlone, flood.tokensBeside]);
  return [...compared, ...beside].reduce((sum, { tokenResponses }) => sum + tokenResponses, 0);
}

/** Who goes first changes from round to round. */
function turns(targets: readonly Target[], round: number): readonly Target[] {
  return round % 2 === 0 ? targets : targets.toReversed();
}

async function oneRound(
  targets: readonly [Target, ...Target[]],
  round: number,
  options: BenchOptions,
  load: LoadProcess,
  tell: (line: string) => void,
): Promise<Round> {
  const observations: Observation[] = [];
  for (const work of options.works) {
    for (const target of turns(targets, round)) {
      const observation = await observe(target, work, load, options);
      const rate = observation.completed / observation.seconds;
      tell(`${work}, ${target.name}: ${rate.toFixed(0)}/s, p99 ${observation.latency.p99.toFixed(1)} ms`);
      observations.push(observation);
    }
  }
  const flood = await measureSignInFlood(targets[0], options, load);
  tell(`sign-in flood: ${flood.signInRate.toFixed(0)}/s of ${flood.hashRate.toFixed(0)}/s`);
  if (options.alone) return { observations, flood };
  return { observations, flood, signing: await signingRate(options.seconds, options.connections) };
}
