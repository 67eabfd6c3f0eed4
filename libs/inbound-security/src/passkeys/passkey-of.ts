import type { Passkey } from '../passkeys.port.js';
import type { PasskeyRow } from '../stores/passkey.store.js';

/** A passkey as its owner sees it. */
export function passkeyOf(row: PasskeyRow): Passkey {
  return {
    id: row.passkey_id,
    label: row.label,
    isSynced: row.is_synced,
    isBackedUp: row.is_backed_up,
    createdAt: row.created_at,
    ...(row.last_used_at !== null && { lastUsedAt: row.last_used_at }),
  };
}
