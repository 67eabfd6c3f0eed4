import type { SkinFinding } from '../package/skin-finding.js';
import type { SkinPackage } from '../package/skin-package.js';

/** A skin that can be worn. */
export interface CompiledSkin {
  readonly skin: SkinPackage;
  /** What of it does not compile; the built-in page is shown in place of such a page. */
  readonly findings: readonly SkinFinding[];
}

/** Makes a skin ready to be worn, once and for all pages. Never throws for what is in a skin. */
export function compileSkin(skin: SkinPackage): CompiledSkin {
  return { skin, findings: [] };
}
