/** Seconds a verifier may keep what `/jwk` answered; `max-age` of that answer (STD OID-13). */
export const KEYS_MAX_AGE_SECONDS = 300;

/** Seconds for which a new key is published before it signs: also verifiers that keep keys for longer than they may have it by then. */
export const KEY_LEAD_SECONDS = 3600;

/** Seconds for which a key that signs no more is published at least: longer than tokens usually live. */
export const LEAST_AFTERLIFE_SECONDS = 25 * 3600;

/** What a key does now. */
export type KeyState = 'PUBLISHED' | 'SIGNING' | 'RETIRED';

/** When a key does what. Keys stand in an order, and of those that may sign the first of its algorithm does (reference 14.4). */
export interface KeyLife {
  readonly alg: string;
  /** Absent for a public key, which never signs. */
  readonly signsFrom?: Date;
  /** From then on it signs no more; absent = as long as it stands in its set. */
  readonly signsUntil?: Date;
  /** Longest life of a token it signed, in seconds. */
  readonly longestTokenSeconds: number;
}

/** When the last token of a key has expired, so that nobody needs it any more; `undefined` for one whose end is not decided. */
export function verifiesUntil({ signsUntil, longestTokenSeconds }: KeyLife): Date | undefined {
  if (signsUntil === undefined) return undefined;
  return new Date(signsUntil.getTime() + afterlifeSeconds(longestTokenSeconds) * 1000);
}

/** Whether the key is shown and verifies. */
export function isPublished(key: KeyLife, now: Date): boolean {
  const end = verifiesUntil(key);
  return end === undefined || now < end;
}

/** Whether the key is one of those of which the first signs. */
export function maySign({ signsFrom, signsUntil }: KeyLife, now: Date): boolean {
  return signsFrom !== undefined && signsFrom <= now && (signsUntil === undefined || now < signsUntil);
}

/** The keys that sign, in their order: one of each algorithm, the first of all where no algorithm is asked for. */
export function signersOf<Key extends KeyLife>(keys: readonly Key[], now: Date): readonly Key[] {
  const able = keys.filter((key) => maySign(key, now));
  return able.filter((key, index) => able.findIndex(({ alg }) => alg === key.alg) === index);
}

/** What each key does now, in the order given. */
export function keyStates(keys: readonly KeyLife[], now: Date): readonly KeyState[] {
  const signers = signersOf(keys, now);
  return keys.map((key) => {
    if (signers.includes(key)) return 'SIGNING';
    return isWaiting(key, now) ? 'PUBLISHED' : 'RETIRED';
  });
}

/** A key may be replaced before its time has come. */
function isWaiting({ signsFrom, signsUntil }: KeyLife, now: Date): boolean {
  if (signsFrom === undefined || signsFrom <= now) return false;
  return signsUntil === undefined || signsFrom < signsUntil;
}

function afterlifeSeconds(longestTokenSeconds: number): number {
  return Math.max(LEAST_AFTERLIFE_SECONDS, longestTokenSeconds);
}
