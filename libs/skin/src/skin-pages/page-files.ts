import { missingFile, type SkinMistake } from '../diagnostics/skin-mistake.js';
import type { SkinProperties } from '../skin-properties.port.js';
import type { CompiledSkin } from './compiled-skin.js';
import { pageFile } from './page-file.js';
import type { SkinPageName } from './skin-page-names.js';

/** The file of a page that the skin of a module has; or the mistake that the property names one that it has not. */
export interface FoundPage {
  readonly file?: string;
  readonly mistake?: SkinMistake;
}

/** What a module wears, and how. */
export interface Wearing {
  readonly moduleId: string;
  readonly worn: CompiledSkin;
  readonly settings: SkinProperties;
}

type FoundPages = Map<SkinPageName, FoundPage>;

/** Where the pages of a module come from: decided once for a skin and the properties of the module, however many pages are shown. */
export class PageFiles {
  private readonly known = new WeakMap<CompiledSkin, WeakMap<SkinProperties, FoundPages>>();

  find(page: SkinPageName, wearing: Wearing): FoundPage {
    const pages = this.pagesOf(wearing);
    const found = pages.get(page) ?? foundPage(page, wearing);
    pages.set(page, found);
    return found;
  }

  private pagesOf({ worn, settings }: Wearing): FoundPages {
    const bySettings = this.known.get(worn) ?? new WeakMap<SkinProperties, FoundPages>();
    this.known.set(worn, bySettings);
    const pages = bySettings.get(settings) ?? new Map<SkinPageName, FoundPage>();
    bySettings.set(settings, pages);
    return pages;
  }
}

function foundPage(page: SkinPageName, { moduleId, worn, settings }: Wearing): FoundPage {
  const found = pageFile(page, settings, (path) => worn.hasTemplate(path));
  if (found.kind === 'built-in') return {};
  const { file } = found;
  return found.kind === 'skin' ? { file } : { mistake: missingFile({ moduleId, skin: worn.skin, page, file }) };
}
