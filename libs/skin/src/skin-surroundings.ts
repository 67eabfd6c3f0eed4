import type { PageLanguages } from './page-renderer.port.js';
import type { SkinProperties } from './skin-properties.port.js';
import type { ArchiveLimits } from './package/archive/archive-limits.js';

/** Where the pages of an outbound module are, and in which languages the built-in ones. */
export interface PagesPlace {
  /** Its address as browsers see it, by its configuration; no slash at the end. */
  readonly baseUrl: string;
  /** Path of that address: '' at the root. */
  readonly publicPath: string;
  readonly languages: PageLanguages;
}

/** What the server tells of skins. */
export interface SkinSurroundings {
  /** Folder whose JARs are stored when the server or a module starts. */
  readonly folder: string;
  readonly limits: ArchiveLimits;
  /** The settings of an outbound module that runs. */
  readonly settings: (moduleId: string) => SkinProperties | undefined;
  /** Of an outbound module that runs, or is there to be administered. */
  readonly place: (moduleId: string) => PagesPlace | undefined;
  /** `skin.webjar_id` of each outbound module that runs, or is there to be administered; '' where there is none. */
  readonly webjarIds: () => ReadonlyMap<string, string>;
}

/** DI token of {@link SkinSurroundings}. */
export const SKIN_SURROUNDINGS = Symbol('SkinSurroundings');
