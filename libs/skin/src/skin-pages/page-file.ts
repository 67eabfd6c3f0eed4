import type { SkinProperties } from '../skin-properties.port.js';
import { skinPages, type SkinPageName } from './skin-page-names.js';

/** Where a page of a module comes from. */
export type PageFile =
  /** A file of the skin, by the setting of the page or by its documented name. */
  | { readonly kind: 'skin'; readonly file: string; readonly by: 'setting' | 'name' }
  /** The setting names a file that the skin does not have: the built-in page is shown. */
  | { readonly kind: 'missing'; readonly file: string }
  /** The skin has no such page. */
  | { readonly kind: 'built-in' };

/** Endings of templates, the one of the documents first. */
const ENDINGS = ['.html', '.htm', '.hbs'];

/** Whether a file of a skin is a template: never served as it is. */
export function isTemplate(path: string): boolean {
  return ENDINGS.some((ending) => path.toLowerCase().endsWith(ending)) && !path.startsWith('resources/');
}

/**
 * The file of a page: what the setting names; with an empty setting the file of the documented name, so that a skin that is laid out as the documents
 * say works with `skin.webjar_id` alone (ruling 1).
 * @param has whether the skin has a template of that path
 */
export function pageFile(page: SkinPageName, settings: SkinProperties, has: (file: string) => boolean): PageFile {
  const { setting, file } = skinPages[page];
  const named = settings[setting].trim().replace(/^\/+/, '');
  if (named !== '') return has(named) ? { kind: 'skin', file: named, by: 'setting' } : { kind: 'missing', file: named };
  const found = ENDINGS.map((ending) => file + ending).find(has);
  return found === undefined ? { kind: 'built-in' } : { kind: 'skin', file: found, by: 'name' };
}
