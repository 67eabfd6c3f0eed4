import type { Site } from '../site.js';

/** CPU time since a process started, in seconds, all its threads together. */
export interface CpuSeconds {
  /** The authorization server. */
  readonly server: number;
  /** The database and all its processes; 0 where there is none. */
  readonly database: number;
}

/** A running authorization server. */
export interface Target {
  readonly name: string;
  readonly site: Site;
  /** Undefined where the operating system does not tell. */
  cpu(): Promise<CpuSeconds | undefined>;
  /** Most memory the server had in use, in MiB; undefined where the operating system does not tell. */
  peakMemory(): Promise<number | undefined>;
  stop(): Promise<void>;
}
