import type { JsonWebKey } from 'node:crypto';
import type { SigningAlgorithm } from '#protocol/keys/signing-algorithm';
import type { KeystoreKind } from '../../keystore-administration.port.js';
import type { StoredKey, StoredKeystore } from '../keystore.store.js';

/** A keystore beside one of its keys; the members of the key are null for a keystore without keys. */
export interface KeystoreRow {
  readonly keystoreId: string;
  readonly kind: KeystoreKind;
  readonly filePath: string | null;
  readonly pendingKeys: string | null;
  readonly keysDigest: string | null;
  readonly rotationDays: number | null;
  readonly version: number;
  readonly kid: string | null;
  readonly alg: SigningAlgorithm;
  readonly publicJwk: JsonWebKey;
  readonly privateJwkEncrypted: string | null;
  readonly publishedAt: Date;
  readonly signsFrom: Date | null;
  readonly signsUntil: Date | null;
  readonly longestTokenSeconds: number;
}

/** The columns of {@link KeystoreRow}, of keystore `s` and signing_key `k`. */
export const COLUMNS = `s.id as "keystoreId", s.kind, s.file_path as "filePath", s.pending_keys as "pendingKeys",
  s.keys_digest as "keysDigest", s.rotation_days as "rotationDays", s.version, k.kid, k.alg, k.public_jwk as "publicJwk",
  k.private_jwk_encrypted as "privateJwkEncrypted", k.published_at as "publishedAt", k.signs_from as "signsFrom",
  k.signs_until as "signsUntil", k.longest_token_seconds as "longestTokenSeconds"`;

/** The keystores of rows that stand in the order of keystores and keys. */
export function keystoresOf(rows: readonly KeystoreRow[]): readonly StoredKeystore[] {
  const byId = Map.groupBy(rows, ({ keystoreId }) => keystoreId);
  return [...byId.values()].flatMap((ofOne) => {
    const [first] = ofOne;
    return first === undefined ? [] : [keystoreOf(first, ofOne.flatMap(keyOf))];
  });
}

function keystoreOf(row: KeystoreRow, keys: readonly StoredKey[]): StoredKeystore {
  const { keystoreId, kind, filePath, pendingKeys, keysDigest, rotationDays, version } = row;
  return {
    ...{ keystoreId, kind, keys, version },
    ...(filePath !== null && { filePath }),
    ...(pendingKeys !== null && { pendingKeys }),
    ...(keysDigest !== null && { keysDigest }),
    ...(rotationDays !== null && { rotationDays }),
  };
}

function keyOf(row: KeystoreRow): readonly StoredKey[] {
  const { kid, alg, publicJwk, privateJwkEncrypted, publishedAt, signsFrom, signsUntil, longestTokenSeconds } = row;
  if (kid === null) return [];
  return [
    {
      ...{ kid, alg, publicJwk, publishedAt, longestTokenSeconds },
      ...(privateJwkEncrypted !== null && { privateJwkEncrypted }),
      ...(signsFrom !== null && { signsFrom }),
      ...(signsUntil !== null && { signsUntil }),
    },
  ];
}
