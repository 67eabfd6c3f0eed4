import { Inject, Injectable } from '@nestjs/common';
import { LARGEST_LIMITS } from '../package/archive/largest-limits.js';
import { readSkinPackage } from '../package/read-skin-package.js';
import { SKIN_STORE, type SkinStore } from '../stores/skin.store.js';
import { compileSkinInSlices, type CompiledSkin } from '../skin-pages/compiled-skin.js';
import { warmUp } from '../skin-pages/warm-up.js';

/** Makes skins of the store ready to be worn. */
@Injectable()
export class SkinLoader {
  constructor(@Inject(SKIN_STORE) private readonly store: Pick<SkinStore, 'bytes' | 'find'>) {}

  /** @returns why it cannot be worn, as the rest of a sentence, where it cannot */
  async load(sha256: string): Promise<CompiledSkin | string> {
    const [jar, stored] = await Promise.all([this.store.bytes(sha256), this.store.find(sha256)]);
    if (jar === undefined || stored === undefined) return `is gone (${sha256.slice(0, 12)})`;
    const read = await readSkinPackage(jar, { limits: LARGEST_LIMITS });
    if (read.kind === 'refused') return `cannot be read (${read.finding.problem})`;
    if (read.skin.sha256 !== sha256) return 'is not the one that was stored';
    // What it was declared to be is not in the JAR.
    const compiled = await compileSkinInSlices({ ...read.skin, identity: stored.identity });
    await warmUp(compiled);
    return compiled;
  }
}
