import type { Person, Site } from '../site.js';
import type { HttpConnection } from './http-connection.js';

/** What a work is done with: one of these for each connection. */
export interface Station {
  readonly site: Site;
  readonly connection: HttpConnection;
  /** Nobody else's. */
  readonly person: Person;
  /** How often the work will be done at most. */
  readonly mostUnits: number;
  /** Counts what the server has to have recorded. */
  readonly tally: Tally;
}

/** What was obtained, over all connections, the preparation included. */
export interface Tally {
  tokenResponses: number;
}

/** One kind of work: prepares a connection and returns what is done again and again, and measured. */
export type Work = (station: Station) => Promise<() => Promise<void>>;
