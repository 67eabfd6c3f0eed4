import { Inject, Injectable } from '@nestjs/common';
import { LARGEST_LIMITS } from '../package/archive/largest-limits.js';
import { readSkinPackage } from '../package/read-skin-package.js';
import { SKIN_STORE, type SkinStore } from '../stores/skin.store.js';
import { compileSkinInSlices, type CompiledSkin } from '../skin-pages/compiled-skin.js';
import { warmUp } from '../skin-pages/warm-up.js';

/** A skin that is ready to be worn; why it cannot be, as the rest of a sentence; or undefined: it is not stored. */
export type LoadedSkin = CompiledSkin | string | undefined;

/** Makes skins of the store ready to be worn. */
@Injectable()
export class SkinLoader {
  constructor(@Inject(SKIN_STORE) private readonly store: Pick<SkinStore, 'bytes' | 'find'>) {}

  async load(sha256: string): Promise<LoadedSkin> {
    const stored = await this.store.find(sha256);
    if (stored === undefined) return undefined;
    const jar = await this.store.bytes(sha256);
    if (jar === undefined) return undefined;
    const read = await readSkinPackage(jar, { limits: LARGEST_LIMITS });
    if (read.kind === 'refused') return `cannot be read (${read.finding.problem})`;
    if (read.skin.sha256 !== sha256) return 'is not the one that was stored';
    // What it was declared to be is not in the JAR.
    const compiled = await compileSkinInSlices({ ...read.skin, identity: stored.identity });
    await warmUp(compiled);
    return compiled;
  }
}
