import type { SkinStore, StoredSkin, WornSkin } from '../stores/skin.store.js';

/** What a module should wear. */
export interface WantedSkin {
  /** Absent: the built-in pages. */
  readonly sha256?: string;
  /** Named by the configuration, and not stored. */
  readonly isMissing?: true;
}

/** Whether what was decided of a module still counts: a `skin.webjar_id` that was configured later wins. */
export function counts(worn: WornSkin | undefined, webjarId: string): worn is WornSkin {
  return worn?.webjarId === webjarId;
}

/** Counts the changes of what a module wears; before the first it is 1. */
export function wornVersion(worn: WornSkin | undefined): number {
  return (worn?.version ?? 0) + 1;
}

/** What a module should wear: what was activated, as long as the configuration is as it was then, else what it names. */
export async function wantedSkin(
  webjarId: string,
  worn: WornSkin | undefined,
  store: Pick<SkinStore, 'named'>,
): Promise<WantedSkin> {
  if (counts(worn, webjarId)) return worn.sha256 === undefined ? {} : { sha256: worn.sha256 };
  if (webjarId === '') return {};
  const named: StoredSkin | undefined = await store.named(webjarId);
  return named === undefined ? { isMissing: true } : { sha256: named.sha256 };
}
