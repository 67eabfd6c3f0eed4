import type { Site } from '../site.js';
import type { WorkName } from './work-names.js';

/** What the load process is asked to do. */
export interface MeasurementOrder {
  readonly site: Site;
  readonly work: WorkName;
  readonly connections: number;
  /** Load before the window opens, so that every connection is in its stride. */
  readonly leadInSeconds: number;
  readonly seconds: number;
  /** How long a connection rests between two units of work; without it, each follows at once. */
  readonly restMilliseconds?: number;
}

/** What one window of load showed. */
export interface Measurement {
  readonly seconds: number;
  /** Units of work that ended inside the window. */
  readonly completed: number;
  /** In milliseconds. */
  readonly latency: { readonly median: number; readonly p99: number; readonly max: number };
  /** Token responses since the order came, with preparation, lead-in and run-out. */
  readonly tokenResponses: number;
}

/** What the load process says: that the window opens, that it closes, what it showed. */
export type LoadMessage =
  | { readonly kind: 'opened' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'measured'; readonly measurement: Measurement }
  | { readonly kind: 'failed'; readonly reason: string };
