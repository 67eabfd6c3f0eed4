/** Who acts for the subject of a token, and for whom that one acted (RFC 8693 §4.1). */
export interface Actor {
  readonly iss: string;
  readonly sub: string;
  readonly act?: Actor;
}

/** Longest chain of actors: a token travels in headers. */
const MOST_ACTORS = 4;

/** A party that wants to act. */
export interface ActingParty {
  readonly iss: string;
  readonly sub: string;
  readonly clientId: string;
}

/** The chain with one more in front, who acts from now on; `undefined` when it would be too long. */
export function withActor(
  { iss, sub }: Pick<ActingParty, 'iss' | 'sub'>,
  before: Actor | undefined,
): Actor | undefined {
  return readActor({ iss, sub, act: before });
}

/** The claim `act` of a verified token; `undefined` for anything but a chain of our own making. */
export function readActor(claim: unknown, most = MOST_ACTORS): Actor | undefined {
  if (typeof claim !== 'object' || claim === null || most === 0) return undefined;
  const { iss, sub, act } = claim as Readonly<Record<string, unknown>>;
  if (typeof iss !== 'string' || typeof sub !== 'string') return undefined;
  if (act === undefined) return { iss, sub };
  const before = readActor(act, most - 1);
  return before && { iss, sub, act: before };
}

/**
 * Whether the claim `may_act` of a token lets the party act for its subject (RFC 8693 §4.4): each member that we know must name it, and one
 * that names nobody we know lets nobody. A token without the claim says nothing about it.
 */
export function mayAct(claim: unknown, party: ActingParty): boolean {
  if (claim === undefined) return true;
  if (typeof claim !== 'object' || claim === null) return false;
  const { iss, sub, client_id } = claim as Readonly<Record<string, unknown>>;
  const named = [
    [iss, party.iss],
    [sub, party.sub],
    [client_id, party.clientId],
  ].filter(([wanted]) => wanted !== undefined);
  return (sub !== undefined || client_id !== undefined) && named.every(([wanted, is]) => wanted === is);
}
