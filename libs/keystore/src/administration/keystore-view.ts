import { secretReference } from '#protocol/administration/secret-reference';
import type { JsonObject } from '#protocol/json/json-object';
import { instantText } from '#protocol/json/instant-text';
import { keyStates, verifiesUntil } from '#protocol/keys/key-life';
import { withoutEnded } from '#protocol/keys/key-succession';
import type { AdministeredKeystore, ExportedKeystore, KeyJson } from '../keystore-administration.port.js';
import type { StoredKey, StoredKeystore } from '../stores/keystore.store.js';

/** What a view needs beside the rows. */
export interface ViewSurroundings {
  readonly now: Date;
  /** What is wrong with the keystore's file in this process. */
  readonly fileProblem?: string;
}

/** A keystore as administrators see it; keys whose last token has expired are gone already. */
export function viewOf(keystore: StoredKeystore, { now, fileProblem }: ViewSurroundings): AdministeredKeystore {
  const { keystoreId, kind, filePath, pendingKeys, rotationDays, version } = keystore;
  const json = {
    keystoreId,
    ...(filePath !== undefined && { filePath }),
    ...(pendingKeys !== undefined && { jsonKeys: pendingKeys }),
    kind,
    ...(rotationDays !== undefined && { rotationDays }),
    ...(kind === 'file' && fileProblem !== undefined && { fileProblem }),
    keys: keysOf(withoutEnded(keystore.keys, now), now),
  };
  return { json, version };
}

/** A keystore as an export has it: the same for the same keystore, wherever and whenever it is written. */
export function exportOf({ keystoreId, ...keystore }: StoredKeystore): ExportedKeystore {
  const { rotationDays, version } = keystore;
  const rotation = rotationDays === undefined ? {} : { rotationDays };
  return { keystoreId, json: { keystoreId, ...sourceOf(keystoreId, keystore), ...rotation }, version };
}

function sourceOf(keystoreId: string, { kind, filePath, pendingKeys }: Omit<StoredKeystore, 'keystoreId'>): JsonObject {
  if (kind === 'generated') return { generated: true };
  if (kind === 'file') return { filePath };
  return { jsonKeys: pendingKeys ?? secretReference({ kind: 'keystore', names: [keystoreId] }) };
}

function keysOf(keys: readonly StoredKey[], now: Date): readonly KeyJson[] {
  const states = keyStates(keys, now);
  return keys.map((key, index) => {
    const end = verifiesUntil(key);
    return {
      kid: key.kid,
      alg: key.alg,
      state: states[index] ?? 'RETIRED',
      ...(key.signsFrom && { signsFrom: instantText(key.signsFrom) }),
      ...(end && { verifiesUntil: instantText(end) }),
    };
  });
}
