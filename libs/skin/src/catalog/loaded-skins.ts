import { Injectable } from '@nestjs/common';
import type { CompiledSkin } from '../skin-pages/compiled-skin.js';
import { SkinLoader } from './skin-loader.js';

/** Looks until what cannot be read is read again. It stays as it is, but the machine that had no time for it does not: about ten minutes. */
const PATIENCE = 120;

/** What could not be read, and how many looks ago. */
interface UnreadableSkin {
  /** The rest of a sentence. */
  readonly why: string;
  readonly looks: number;
}

/** What one look at the skins of a process found, by hash. */
export interface FoundSkins {
  readonly known: Map<string, CompiledSkin>;
  readonly unreadable: Map<string, UnreadableSkin>;
}

/** Nothing yet. */
export function noSkins(): FoundSkins {
  return { known: new Map(), unreadable: new Map() };
}

/** Skins by their hashes, each loaded once for as long as every look asks for it. */
@Injectable()
export class LoadedSkins {
  constructor(private readonly loader: SkinLoader) {}

  /**
   * Adds a skin to what is found now: from memory where it is there, else from the store.
   * @returns why it is not there, as the rest of a sentence, where it is not
   */
  async find(sha256: string, before: FoundSkins, now: FoundSkins): Promise<CompiledSkin | string> {
    const there = now.known.get(sha256) ?? before.known.get(sha256);
    const failed = now.unreadable.get(sha256) ?? before.unreadable.get(sha256);
    if (there === undefined && failed !== undefined && failed.looks < PATIENCE) {
      now.unreadable.set(sha256, { ...failed, looks: failed.looks + 1 });
      return failed.why;
    }
    const found = there ?? (await this.loader.load(sha256));
    if (found === undefined) return `is gone (${sha256.slice(0, 12)})`;
    if (typeof found === 'string') now.unreadable.set(sha256, { why: found, looks: 1 });
    else now.known.set(sha256, found);
    return found;
  }
}
