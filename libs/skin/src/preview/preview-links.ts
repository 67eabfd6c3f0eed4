import { escapeHtml } from '#thymeleaf/escaping/html';
import { pathHere } from '../static/path-here.js';
import { htmlTags } from '../skin-pages/html/html-tags.js';
import { edited } from '../skin-pages/html/text-edits.js';
import type { SkinPageName } from '../skin-pages/skin-page-names.js';

/** What stands at addresses of a module that pages link to. */
const PAGES: ReadonlyMap<string, SkinPageName> = new Map([
  ['/signin', 'login'],
  ['/login', 'login'],
  // The only way there by a link is to choose another context.
  ['/oauth/authorize', 'context-selection'],
  ['/register', 'register-step1'],
  ['/register/account', 'register-step2'],
  ['/forgot-password', 'forgot-password-step1'],
  ['/forgot-password/code', 'forgot-password-step2'],
  ['/forgot-password/new', 'forgot-password-step3'],
  ['/session/management', 'session-management'],
  ['/signin/second-factor', 'second-factor'],
]);

const LINKS: ReadonlySet<string> = new Set(['a', 'area']);
const RESOURCES = '/resources/';

/**
 * A page whose links lead from preview to preview, and to the files of the skin; those to other pages of the server lead nowhere, since there is nothing
 * there that belongs to the preview. Links to other servers stay.
 * @param base path below which the pages of the preview are
 */
export function withPreviewLinks(html: string, base: string): string {
  const edits = htmlTags(html).flatMap(({ kind, name, attributes }) => {
    const link = kind === 'start' && LINKS.has(name) ? attributes.find((one) => one.name === 'href') : undefined;
    const target = link && targetOf(link.value.trim(), base);
    if (link === undefined || target === undefined) return [];
    return [{ start: link.start, end: link.end, text: `href="${escapeHtml(target)}"` }];
  });
  return edited(html, edits);
}

/** Where a link leads instead; undefined: it stays. */
function targetOf(address: string, base: string): string | undefined {
  const pathname = address === '' || address.startsWith('#') ? undefined : pathHere(address, `${base}/login`);
  if (pathname === undefined) return undefined;
  const path = pathname.startsWith(`${base}/`) ? pathname.slice(base.length) : pathname;
  if (path.includes(RESOURCES)) return base + path.slice(path.lastIndexOf(RESOURCES));
  const page = PAGES.get(path);
  return page === undefined ? '#' : `${base}/${page}`;
}
