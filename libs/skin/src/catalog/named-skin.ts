import { identityText } from '../package/skin-identity.js';
import type { SkinStore, StoredSkin } from '../stores/skin.store.js';

/** A skin by its hash, and what it is called; without a hash: the built-in pages. */
export interface NamedSkin {
  readonly sha256?: string;
  readonly name: string;
}

/** The built-in pages. */
export const NO_SKIN: NamedSkin = { name: 'built-in pages' };

/** A skin of the store as steps name it. */
export function namedSkin({ sha256, identity }: Pick<StoredSkin, 'sha256' | 'identity'>): NamedSkin {
  return { sha256, name: identityText(identity) };
}

/** The same by its hash; what is gone is called by that. */
export async function calledSkin(sha256: string, skins: Pick<SkinStore, 'find'>): Promise<NamedSkin> {
  const skin = await skins.find(sha256);
  return skin === undefined ? { sha256, name: sha256.slice(0, 12) } : namedSkin(skin);
}
