import type { CompiledSkin } from '../skin-pages/compiled-skin.js';

/** The skins of this process, in memory: asked for every page. */
export interface WornSkins {
  /** What a module wears; undefined = the built-in pages. */
  wornBy(moduleId: string): CompiledSkin | undefined;
  /** Also of what was taken off not long ago: pages that are still open link to its static files. @param sha256 hex */
  bySha256(sha256: string): CompiledSkin | undefined;
}

/** DI token of {@link WornSkins}. */
export const WORN_SKINS = Symbol('WornSkins');
