import { Inject, Injectable } from '@nestjs/common';
import { SkinLoader, type LoadedSkin } from '../catalog/skin-loader.js';
import { WORN_SKINS, type WornSkins } from '../catalog/worn-skins.js';
import type { CompiledSkin } from '../skin-pages/compiled-skin.js';
import { SKIN_STORE, type SkinStore } from '../stores/skin.store.js';

/** Most skins that stay ready beside those that are worn; each may have 20 MB. */
const MOST_KEPT = 3;
/** Milliseconds after the last look at which one is forgotten. */
const KEPT_MILLISECONDS = 300_000;
/** Most that wait for their turn: one is made ready at a time. */
const MOST_WAITING = 4;

/** A skin of the store, ready to be looked at; else why it is not. */
export type PreviewSkin =
  | { readonly kind: 'ready'; readonly skin: CompiledSkin }
  /** It was removed, or was never there. */
  | { readonly kind: 'gone' }
  /** The rest of a sentence about it. */
  | { readonly kind: 'unreadable'; readonly problem: string }
  /** Too many others are being made ready. */
  | { readonly kind: 'busy' };

interface Kept {
  readonly skin: Promise<LoadedSkin>;
  readonly end: NodeJS.Timeout;
}

/**
 * Skins that nobody needs to wear, for those who want to look at one. Made ready behind the requests, one at a time and each once, and forgotten soon:
 * what modules wear is not touched by it.
 */
@Injectable()
export class PreviewSkins {
  private readonly kept = new Map<string, Kept>();
  private work: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  constructor(
    @Inject(SKIN_STORE) private readonly store: Pick<SkinStore, 'find'>,
    @Inject(WORN_SKINS) private readonly worn: Pick<WornSkins, 'bySha256'>,
    @Inject(SkinLoader) private readonly loader: Pick<SkinLoader, 'load'>,
  ) {}

  /** @param sha256 hex @throws DatabaseUnavailableError */
  async find(sha256: string): Promise<PreviewSkin> {
    if ((await this.store.find(sha256)) === undefined) {
      this.forget(sha256);
      return { kind: 'gone' };
    }
    const worn = this.worn.bySha256(sha256);
    if (worn !== undefined) return { kind: 'ready', skin: worn };
    const loading = this.kept.get(sha256)?.skin ?? this.load(sha256);
    if (loading === undefined) return { kind: 'busy' };
    this.keep(sha256, loading);
    const skin = await loading;
    if (skin === undefined) return { kind: 'gone' };
    return typeof skin === 'string' ? { kind: 'unreadable', problem: skin } : { kind: 'ready', skin };
  }

  private load(sha256: string): Promise<LoadedSkin> | undefined {
    if (this.waiting >= MOST_WAITING) return undefined;
    this.waiting += 1;
    const loading = this.work.then(() => this.loader.load(sha256));
    this.work = loading
      .then((skin) => typeof skin !== 'object')
      .catch(() => true)
      .then((isUseless) => {
        this.waiting -= 1;
        if (isUseless) this.forget(sha256);
      });
    return loading;
  }

  /** Whatever was looked at last stays longest. */
  private keep(sha256: string, skin: Promise<LoadedSkin>): void {
    this.forget(sha256);
    const end = setTimeout(() => {
      this.forget(sha256);
    }, KEPT_MILLISECONDS).unref();
    this.kept.set(sha256, { skin, end });
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST_KEPT && oldest !== undefined) this.forget(oldest);
  }

  private forget(sha256: string): void {
    clearTimeout(this.kept.get(sha256)?.end);
    this.kept.delete(sha256);
  }
}
