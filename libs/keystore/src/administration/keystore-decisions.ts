import { abandonedKeys, livesOf, type PublishedLife, rotated, withoutEnded } from '#protocol/keys/key-succession';
import { KEY_LEAD_SECONDS } from '#protocol/keys/key-life';
import { digestOf, kept, type SealedKey } from '../keys/sealed-key.js';
import type { KeystoreContent, StoredKey } from '../stores/keystore.store.js';

/** Keys that are to take the place of those of a keystore. */
export interface GivenSet {
  readonly kind: 'text' | 'file';
  readonly filePath?: string;
  readonly keys: readonly SealedKey[];
}

/** How a rotation is to be. */
export interface RotationPlan {
  readonly leadSeconds: number;
  readonly removeOldAtOnce: boolean;
}

/** A keystore with other keys. The set that came last leaves it as it is, whatever was rotated since. */
export function withKeySet(before: KeystoreContent, { kind, filePath, keys }: GivenSet, now: Date): KeystoreContent {
  const keysDigest = digestOf(keys);
  const isSame = before.kind === kind && before.keysDigest === keysDigest;
  const { filePath: _path, pendingKeys: _pending, ...rest } = before;
  return {
    ...rest,
    ...{ kind, keysDigest, keys: isSame ? before.keys : succeeding(before.keys, keys, now) },
    ...(filePath !== undefined && { filePath }),
  };
}

/** A new keystore with keys made here. */
export function generatedKeystore(keystoreId: string, fresh: readonly SealedKey[], now: Date): KeystoreContent {
  return { keystoreId, kind: 'generated', keys: succeeding([], fresh, now) };
}

/** A keystore with new keys in front of the old ones. */
export function withNewKeys(
  before: KeystoreContent,
  fresh: readonly SealedKey[],
  { leadSeconds, removeOldAtOnce }: RotationPlan,
  now: Date,
): KeystoreContent {
  const born = fresh.map((key) => living(key, { alg: key.alg, publishedAt: now, longestTokenSeconds: 0 }));
  return { ...before, keys: rotated(removeOldAtOnce ? [] : before.keys, born, { now, leadSeconds }) };
}

/** A keystore without the keys whose last token has expired; `undefined` where there are none. */
export function withoutEndedKeys(before: KeystoreContent, now: Date): KeystoreContent | undefined {
  const keys = withoutEnded(before.keys, now);
  return keys.length === before.keys.length ? undefined : { ...before, keys };
}

/** The ids of the keys whose tokens are refused as soon as this set is there. */
export function abandonedKids(old: readonly StoredKey[], next: readonly StoredKey[], now: Date): readonly string[] {
  const given = next.map((key) => ({ ...kept(key), isPrivate: true }));
  return abandonedKeys(old.map(kept), given, now).map(({ kid }) => kid);
}

function succeeding(old: readonly StoredKey[], given: readonly SealedKey[], now: Date): readonly StoredKey[] {
  const lives = livesOf(old.map(kept), given, { now, leadSeconds: KEY_LEAD_SECONDS });
  return given.flatMap((key, index) => {
    const life = lives[index];
    return life === undefined ? [] : [living(key, life)];
  });
}

function living({ kid, alg, publicJwk, privateJwkEncrypted }: SealedKey, life: PublishedLife): StoredKey {
  return { ...life, kid, alg, publicJwk, ...(privateJwkEncrypted !== undefined && { privateJwkEncrypted }) };
}
