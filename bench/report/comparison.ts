import type { WorkName } from '../load/work-names.js';
import type { Observation } from '../observation.js';
import { spread, type Spread } from './quantile.js';

/** What the rounds showed of one target doing one kind of work. */
export interface Summary {
  readonly target: string;
  /** Units a second. */
  readonly rate: Spread;
  /** Milliseconds. */
  readonly median: Spread;
  readonly p99: Spread;
  /** Milliseconds of CPU for one unit; NaN where it is not known. */
  readonly serverCpu: Spread;
  readonly databaseCpu: Spread;
  /** Cores that other programs kept busy. */
  readonly disturbance: Spread;
}

/** One kind of work, done by each target. */
export interface Comparison {
  readonly work: WorkName;
  readonly summaries: readonly Summary[];
  /** Rate of the first target over that of the second, round by round; absent with one target. */
  readonly ratio: Spread | undefined;
}

/** Sums up the rounds, one comparison for each kind of work. */
export function compare(observations: readonly Observation[]): readonly Comparison[] {
  return [...Map.groupBy(observations, ({ work }) => work)].map(([work, ofWork]) => {
    const names = [...new Set(ofWork.map(({ target }) => target))].sort();
    const byTarget = names.map((name) => ofWork.filter(({ target }) => target === name));
    const [first = [], second = []] = byTarget;
    return {
      work,
      summaries: byTarget.map(summarise),
      ratio: second.length === 0 ? undefined : spread(first.map((each, round) => rateOf(each) / rateOf(second[round]))),
    };
  });
}

function summarise(rounds: readonly Observation[]): Summary {
  const spreadOf = (value: (each: Observation) => number): Spread => spread(rounds.map(value));
  return {
    target: rounds[0]?.target ?? '',
    rate: spreadOf(rateOf),
    median: spreadOf(({ latency }) => latency.median),
    p99: spreadOf(({ latency }) => latency.p99),
    serverCpu: spreadOf(({ cpu }) => cpu?.server ?? Number.NaN),
    databaseCpu: spreadOf(({ cpu }) => cpu?.database ?? Number.NaN),
    disturbance: spreadOf(({ disturbance }) => disturbance ?? Number.NaN),
  };
}

function rateOf(observation: Observation | undefined): number {
  return observation === undefined ? Number.NaN : observation.completed / observation.seconds;
}
