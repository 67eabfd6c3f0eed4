import type { LoadProcess } from './load/load-process.js';
import type { Measurement } from './load/measurement.js';
import type { WorkName } from './load/work-names.js';
import type { BenchOptions } from './options.js';
import { busySeconds, cpuOf } from './targets/process-times.js';
import type { CpuSeconds, Target } from './targets/target.js';

/** A measurement and what the processes spent on it. */
export interface Observation extends Measurement {
  readonly target: string;
  readonly work: WorkName;
  /** Milliseconds of CPU for one unit of work; undefined where the operating system does not tell. */
  readonly cpu: CpuSeconds | undefined;
  /** Cores that other programs kept busy meanwhile: what disturbed the measurement. */
  readonly disturbance: number | undefined;
}

const LEAD_IN_SECONDS = 1;

interface Reading {
  readonly target: CpuSeconds | undefined;
  readonly load: number | undefined;
  readonly machine: number | undefined;
}

/** Puts one target under one kind of load, once. */
export async function observe(
  target: Target,
  work: WorkName,
  load: LoadProcess,
  { seconds, connections }: BenchOptions,
): Promise<Observation> {
  let opened: Promise<Reading> | undefined;
  let closed: Promise<Reading> | undefined;
  const order = { site: target.site, work, connections, leadInSeconds: LEAD_IN_SECONDS, seconds };
  const measurement = await load.measure(order, {
    opened: () => {
      opened = read(target, load);
    },
    closed: () => {
      closed = read(target, load);
    },
  });
  return { ...measurement, target: target.name, work, ...spent(await opened, await closed, measurement) };
}

async function read(target: Target, load: LoadProcess): Promise<Reading> {
  const [ofTarget, ofLoad, machine] = await Promise.all([target.cpu(), cpuOf(load.pid), busySeconds()]);
  return { target: ofTarget, load: ofLoad, machine };
}

function spent(
  before: Reading | undefined,
  after: Reading | undefined,
  { completed, seconds }: Measurement,
): Pick<Observation, 'cpu' | 'disturbance'> {
  if (!before?.target || !after?.target) return { cpu: undefined, disturbance: undefined };
  const server = after.target.server - before.target.server;
  const database = after.target.database - before.target.database;
  const ours = server + database + (after.load ?? 0) - (before.load ?? 0);
  const busy = (after.machine ?? 0) - (before.machine ?? 0);
  return {
    cpu: { server: (server * 1_000) / completed, database: (database * 1_000) / completed },
    disturbance: Math.max(0, (busy - ours) / seconds),
  };
}
