import { identityText } from '../package/skin-identity.js';
import { shortHash } from '../package/skin-label.js';
import type { StoredSkin, WornSkin } from '../stores/skin.store.js';

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

/** What is worn by a decision; what is gone from the store is called by its hash. */
export function calledSkin({ sha256, identity }: WornSkin): NamedSkin {
  if (sha256 === undefined) return NO_SKIN;
  return identity === undefined ? { sha256, name: shortHash(sha256) } : namedSkin({ sha256, identity });
}
