import { isPublished, type KeyLife, maySign } from './key-life.js';

/** A key of a set that somebody gives a keystore. */
export interface GivenKey {
  readonly kid: string;
  readonly alg: string;
  /** RFC 7638: another key may come under the same `kid`. */
  readonly thumbprint: string;
  /** False for a key that only recognises older tokens. */
  readonly isPrivate: boolean;
}

/** A key that a keystore has. */
export interface KeptKey extends KeyLife {
  readonly kid: string;
  readonly thumbprint: string;
  readonly publishedAt: Date;
}

/** The life of a key with its beginning. */
export interface PublishedLife extends KeyLife {
  readonly publishedAt: Date;
}

/** When keys are replaced, and how long new ones are shown before they sign. */
export interface SuccessionTime {
  readonly now: Date;
  readonly leadSeconds: number;
}

/**
 * The lives of the keys of a set that takes the place of `old`, in its order. A key that is there already goes on living; a new one signs when it
 * was published for the lead. Only where nobody else could sign, because the set leaves out the key that did or there was none, it signs at once.
 */
export function livesOf(
  old: readonly KeptKey[],
  given: readonly GivenKey[],
  { now, leadSeconds }: SuccessionTime,
): readonly PublishedLife[] {
  const published = old.filter((key) => isPublished(key, now));
  const lives = given.map((key) =>
    lifeOf(
      key,
      published.find((each) => isSame(each, key)),
      { now, leadSeconds },
    ),
  );
  const deserted = algorithmsOf(published, now).filter((alg) => !algorithmsOf(lives, now).includes(alg));
  const staffed = lives.map((life) => (deserted.includes(life.alg) ? signingAtOnce(life, now) : life));
  return staffed.some((life) => maySign(life, now)) ? staffed : staffed.map((life) => signingAtOnce(life, now));
}

/** The keys that tokens were signed with, or may have been, and that the set no longer has: their tokens are refused from now on. */
export function abandonedKeys<Key extends KeptKey>(
  old: readonly Key[],
  given: readonly GivenKey[],
  now: Date,
): readonly Key[] {
  const used = old.filter((key) => isPublished(key, now) && hasSigned(key, now));
  return used.filter((key) => !given.some((each) => isSame(key, each)));
}

/**
 * Puts new keys in front of the old ones, which sign until these do. Where nobody signs yet the new keys do so at once.
 * @param fresh keys that never signed; one for each algorithm that is to go on
 */
export function rotated<Key extends PublishedLife>(
  old: readonly Key[],
  fresh: readonly Key[],
  { now, leadSeconds }: SuccessionTime,
): readonly Key[] {
  const published = old.filter((key) => isPublished(key, now));
  const signsFrom = later(now, published.some((key) => maySign(key, now)) ? leadSeconds : 0);
  const replaced = fresh.map(({ alg }) => alg);
  return [
    ...fresh.map((key) => ({ ...key, publishedAt: now, signsFrom })),
    ...published.map((key) => (replaced.includes(key.alg) ? endingAt(key, signsFrom) : key)),
  ];
}

/** The keys without those whose last token has expired. */
export function withoutEnded<Key extends KeyLife>(keys: readonly Key[], now: Date): readonly Key[] {
  return keys.filter((key) => isPublished(key, now));
}

/** The moment from which the newest keys are due to be replaced; `undefined` where no key signs or ever will. */
export function rotationDue(keys: readonly PublishedLife[], rotationDays: number): Date | undefined {
  const able = keys.filter(({ signsFrom }) => signsFrom !== undefined);
  const newest = Math.max(...able.map(({ publishedAt }) => publishedAt.getTime()));
  return able.length === 0 ? undefined : later(new Date(newest), rotationDays * 86_400);
}

function lifeOf(given: GivenKey, kept: KeptKey | undefined, { now, leadSeconds }: SuccessionTime): PublishedLife {
  const publishedAt = kept?.publishedAt ?? now;
  const life = { alg: given.alg, publishedAt, longestTokenSeconds: kept?.longestTokenSeconds ?? 0 };
  if (!given.isPrivate) return life;
  return { ...life, signsFrom: kept?.signsFrom ?? latest(now, later(publishedAt, leadSeconds)) };
}

/** A key with another algorithm is another key: its earlier tokens do not verify any more. */
function isSame(one: KeptKey, other: GivenKey): boolean {
  return one.kid === other.kid && one.thumbprint === other.thumbprint && one.alg === other.alg;
}

function hasSigned({ signsFrom }: KeyLife, now: Date): boolean {
  return signsFrom !== undefined && signsFrom <= now;
}

function algorithmsOf(keys: readonly KeyLife[], now: Date): readonly string[] {
  return keys.filter((key) => maySign(key, now)).map(({ alg }) => alg);
}

function signingAtOnce<Life extends KeyLife>(life: Life, now: Date): Life {
  return life.signsFrom !== undefined && life.signsFrom > now ? { ...life, signsFrom: now } : life;
}

/** Never later than it was decided before; a public key has no end. */
function endingAt<Key extends KeyLife>(key: Key, end: Date): Key {
  if (key.signsFrom === undefined) return key;
  const isEarlier = key.signsUntil === undefined || end < key.signsUntil;
  return isEarlier ? { ...key, signsUntil: end } : key;
}

function later(date: Date, seconds: number): Date {
  return new Date(date.getTime() + seconds * 1000);
}

function latest(one: Date, other: Date): Date {
  return one > other ? one : other;
}
