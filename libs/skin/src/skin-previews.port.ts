import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import type { UnclearSkin } from './skin-library.port.js';
import { stockFlavours, type StockFlavour } from './skin-pages/stock-pages.js';

/** What a page is tried with: as usual, with what is optional missing, with hostile texts, with long lists, from right to left. */
export type PreviewFlavour = StockFlavour;

/** All of them, the usual one first. */
export const previewFlavours = stockFlavours;

/** What somebody wants to see. */
export interface WantedPreview {
  /** Hash or its first digits, `group:artifact:version` or name of the file. */
  readonly skin: string;
  /** The outbound module whose settings count. */
  readonly moduleId: string;
  readonly flavour?: PreviewFlavour;
  /** BCP 47; absent: what skin and module fall back to. */
  readonly language?: string;
}

/** A page that can be looked at. */
export interface PreviewedPageJson {
  readonly page: string;
  readonly title: string;
  /** `missing`: the property names a file that is not there; `failing`: it cannot be made. Both show the built-in page. */
  readonly state: 'skin' | 'built-in' | 'missing' | 'failing';
  readonly file?: string;
  /** Why the built-in page is shown, with the place. */
  readonly problem?: string;
  /** Absolute; good until the preview ends. */
  readonly url: string;
}

/** The pages of a skin as a module would show them, with stock data. Times are ISO 8601. */
export interface SkinPreviewJson {
  readonly moduleId: string;
  readonly sha256: string;
  readonly identity: string;
  readonly flavour: PreviewFlavour;
  readonly language?: string;
  readonly expires: string;
  readonly pages: readonly PreviewedPageJson[];
}

/** What came of asking for a preview; `unknown`: the skin went meanwhile. */
export type SkinPreviewing =
  { readonly kind: 'offered'; readonly preview: SkinPreviewJson } | UnclearSkin | ChangeRefusal;

/** Looks at skins that need not be worn (skins.md 5.6). Whoever has an address of a preview sees it, signed in or not, for a quarter of an hour. */
export interface SkinPreviews {
  /** Nothing changes by it; that it was made is on record. */
  offer(wanted: WantedPreview, author: ChangeAuthor): Promise<SkinPreviewing>;
}

/** DI token of {@link SkinPreviews}. */
export const SKIN_PREVIEWS = Symbol('SkinPreviews');
