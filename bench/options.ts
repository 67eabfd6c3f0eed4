import { parseArgs } from 'node:util';
import { COMPARED_WORKS, type ComparedWork } from './load/work-names.js';

/** How the benchmark is run. */
export interface BenchOptions {
  /** Rounds that count; one more goes before them to warm everything up. */
  readonly rounds: number;
  /** Length of one measurement. */
  readonly seconds: number;
  /** Connections of the load process, each with one request at a time. */
  readonly connections: number;
  readonly works: readonly ComparedWork[];
  /** Where the figures are written to; nowhere when empty. */
  readonly results: string;
  /** Folder for a CPU profile of the Gatehouse process; none when empty. */
  readonly profile: string;
  /** Leaves out the peer and the signing rate: for a look at Gatehouse alone. */
  readonly alone: boolean;
}

/** What a person may write after `npm run bench --`. */
export const USAGE = `Usage: npm run bench -- [--rounds 5] [--seconds 5] [--connections 32] [--works ${COMPARED_WORKS.join(',')}]
  [--results bench/RESULTS.md] [--alone] [--profile folder]`;

/**
 * Reads the command line.
 * @throws TypeError an option is unknown or its value makes no sense
 */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '5' },
      connections: { type: 'string', default: '32' },
      works: { type: 'string', default: COMPARED_WORKS.join(',') },
      results: { type: 'string', default: 'bench/RESULTS.md' },
      profile: { type: 'string', default: '' },
      alone: { type: 'boolean', default: false },
    },
  });
  return {
    rounds: count('rounds', values.rounds, 100),
    seconds: count('seconds', values.seconds, 600),
    connections: count('connections', values.connections, 50),
    works: values.works.split(',').map(comparedWork),
    // Half a comparison is not worth keeping.
    results: values.alone ? '' : values.results,
    profile: values.profile,
    alone: values.alone,
  };
}

function count(name: string, written: string, most: number): number {
  const value = Number(written);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new TypeError(`--${name} must be a whole number from 1 to ${most}, not "${written}".\n${USAGE}`);
}

function comparedWork(written: string): ComparedWork {
  const name = COMPARED_WORKS.find((each) => each === written);
  if (name === undefined) throw new TypeError(`There is no work "${written}".\n${USAGE}`);
  return name;
}
