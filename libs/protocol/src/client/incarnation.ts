/** Something that was given to a client, or the client itself; absent = the first client of its id. */
export interface Incarnated {
  readonly incarnation?: number;
}

/** The mark that everything bears which is given to the client: none for the first client of an id. */
export function incarnationOf({ incarnation }: Incarnated): Incarnated {
  return incarnation === undefined ? {} : { incarnation };
}

/** Whether something was given to this very client, and not to an archived one that had its id before. */
export function isOfIncarnation(given: Incarnated, client: Incarnated): boolean {
  return (given.incarnation ?? 0) === (client.incarnation ?? 0);
}
