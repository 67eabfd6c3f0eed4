import { TemplateError } from '#thymeleaf/template-error';
import type { PageModels, PageName } from '../models/page-models.js';
import type { Audience, PageRenderer, PageLanguages, RenderedPage } from '../page-renderer.port.js';
import { type CompiledSkin } from '../skin-pages/compiled-skin.js';
import { findingOf } from '../skin-pages/template-finding.js';
import { pageFile, type PageFile } from '../skin-pages/page-file.js';
import { withSecondTry } from '../skin-pages/second-try.js';
import type { SkinPageName } from '../skin-pages/skin-page-names.js';
import { renderedInSkin } from '../skin-pages/skinned-pages.js';
import { stockPage, type StockFlavour } from '../skin-pages/stock-pages.js';
import type { SkinProperties } from '../skin-properties.port.js';
import type { StaticResources } from '../static/static-resources.js';
import { withPreviewLinks } from './preview-links.js';

/** A skin as somebody wants to see it. */
export interface Preview {
  readonly worn: CompiledSkin;
  readonly moduleId: string;
  /** Of the module, as they are now. */
  readonly settings: SkinProperties;
  /** Of the module's built-in pages. */
  readonly languages: PageLanguages;
  readonly flavour: StockFlavour;
  /** Absent: what skin and module fall back to. */
  readonly language?: string | undefined;
  /** Path below which its pages and files are, as browsers see it. */
  readonly base: string;
  /** Files of the built-in pages, which pages of skins may link as well. */
  readonly builtInFiles: Pick<StaticResources, 'has'>;
  readonly date: Date;
}

/** Where a page of a preview comes from, and why where the skin has one and it is not shown. */
export interface PreviewedState {
  readonly state: 'skin' | 'built-in' | 'missing' | 'failing';
  readonly file?: string;
  /** What is wrong, with its place. */
  readonly problem?: string;
}

/** A page as it is shown. */
export interface PreviewedPage extends PreviewedState {
  readonly rendered: RenderedPage;
}

/** What came of making a page of a skin. */
type MadePage = PreviewedState & { readonly rendered?: RenderedPage };

/** The page of the skin with stock data, or the built-in one where visitors would see that. */
export async function previewedPage(
  name: SkinPageName,
  preview: Preview,
  builtIn: PageRenderer,
): Promise<PreviewedPage> {
  const made = madeInSkin(name, preview);
  const { page, model, audience } = stockVisit(name, preview);
  const rendered = made.rendered ?? (await builtIn.render(page, model, audience));
  return { ...made, rendered: { ...rendered, html: withPreviewLinks(rendered.html, preview.base) } };
}

/** Whether and how a page would be shown. Never throws for what is in a skin. */
export function previewedState(name: SkinPageName, preview: Preview): PreviewedState {
  const { rendered: _page, ...state } = madeInSkin(name, preview);
  return state;
}

function madeInSkin(name: SkinPageName, preview: Preview): MadePage {
  const { worn, settings, date } = preview;
  const file = pageFile(name, settings, (path) => worn.hasTemplate(path));
  if (file.kind !== 'skin') return absent(file);
  const { model, audience } = stockVisit(name, preview);
  const page = { name, file: file.file, worn, settings, addressOf: fileAddresses(preview) };
  try {
    const rendered = withSecondTry(() => renderedInSkin(page, model, audience, date));
    return { state: 'skin', file: file.file, rendered };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { state: 'failing', file: file.file, problem: problemOf(error, file.file) };
  }
}

function absent(file: Exclude<PageFile, { kind: 'skin' }>): PreviewedState {
  if (file.kind === 'built-in') return { state: 'built-in' };
  return { state: 'missing', file: file.file, problem: `${file.file} is not in the skin` };
}

function problemOf(error: TemplateError, file: string): string {
  const { file: where = file, place, problem } = findingOf(error, file);
  return `${[where, ...(place ? [place.line, place.column] : [])].join(':')} ${problem}`;
}

/** The stock model of the page as if the preview were a module of its own: whatever it links lies below. */
function stockVisit(name: SkinPageName, { base, flavour, language, languages, moduleId }: Preview) {
  const { page, model, audience } = stockPage(name, flavour);
  const fallback = flavour === 'right-to-left' ? audience.locales : [];
  const visit: Audience = {
    ...audience,
    ...{ moduleId, basePath: base, path: base + audience.path, languages },
    locales: language === undefined ? fallback : [language],
  };
  return { page, model: { ...model, basePath: base } as PageModels[PageName], audience: visit };
}

/** Files are answered below the preview: what the module itself answers is for pages of its own origin alone. */
function fileAddresses({ base, worn, builtInFiles }: Preview): (path: string) => string | undefined {
  const { files } = worn.skin;
  return (path) => {
    const isThere = files.has(path) || builtInFiles.has(path.replace(/^resources\//, ''));
    return isThere ? `${base}/${path.split('/').map(encodeURIComponent).join('/')}` : undefined;
  };
}
