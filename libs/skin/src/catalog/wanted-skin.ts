import type { SkinStore, WornSkin } from '../stores/skin.store.js';
import { calledSkin, namedSkin, NO_SKIN, type NamedSkin } from './named-skin.js';

/** What a module should wear. */
export interface WantedSkin {
  /** What is configured; '' = nothing. */
  readonly webjarId: string;
  /** What was decided of it last, whether that counts or not. */
  readonly worn: WornSkin | undefined;
  /** {@link NO_SKIN}: the built-in pages. */
  readonly skin: NamedSkin;
  /** The configuration names one that is not stored. */
  readonly isMissing: boolean;
}

/** Whether what was decided of a module still counts: a `skin.webjar_id` that was configured later wins. */
export function counts(worn: WornSkin | undefined, webjarId: string): worn is WornSkin {
  return worn?.webjarId === webjarId;
}

/** Counts the changes of what a module wears; before the first it is 1. */
export function wornVersion(worn: WornSkin | undefined): number {
  return (worn?.version ?? 0) + 1;
}

/**
 * What modules should wear: what was activated, as long as the configuration is as it was then, else what it names.
 * @param webjarIds `skin.webjar_id` by module id
 */
export async function wantedSkins(
  webjarIds: ReadonlyMap<string, string>,
  store: Pick<SkinStore, 'worn' | 'named'>,
): Promise<ReadonlyMap<string, WantedSkin>> {
  const rows = new Map((await store.worn([...webjarIds.keys()])).map((row) => [row.moduleId, row]));
  const asked = [...webjarIds].filter(([id, webjarId]) => webjarId !== '' && !counts(rows.get(id), webjarId));
  const named = await store.named([...new Set(asked.map(([, webjarId]) => webjarId))]);
  return new Map([...webjarIds].map(([id, webjarId]) => [id, wanted(webjarId, rows.get(id), named)]));
}

/** The same of one module. */
export async function wantedSkin(
  moduleId: string,
  webjarId: string,
  store: Pick<SkinStore, 'worn' | 'named'>,
): Promise<WantedSkin> {
  const wanted = (await wantedSkins(new Map([[moduleId, webjarId]]), store)).get(moduleId);
  return wanted ?? { webjarId, worn: undefined, skin: NO_SKIN, isMissing: false };
}

function wanted(
  webjarId: string,
  worn: WornSkin | undefined,
  named: Awaited<ReturnType<SkinStore['named']>>,
): WantedSkin {
  if (counts(worn, webjarId)) return { webjarId, worn, skin: calledSkin(worn), isMissing: false };
  const found = named.get(webjarId);
  return {
    webjarId,
    worn,
    skin: found === undefined ? NO_SKIN : namedSkin(found),
    isMissing: webjarId !== '' && found === undefined,
  };
}
