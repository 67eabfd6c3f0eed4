import type { SkinFinding } from '../package/skin-finding.js';
import { attributeOf, htmlTags, type HtmlTag } from '../skin-pages/html/html-tags.js';
import type { StockFlavour } from '../skin-pages/stock-pages.js';
import { finding } from './finding.js';

/** What was looked for in a page that was made. */
export interface MadePageFacts {
  readonly findings: readonly SkinFinding[];
  /** Names of the fields in its forms by POST. */
  readonly fields: ReadonlySet<string>;
}

const FIELDS: ReadonlySet<string> = new Set(['input', 'button', 'select', 'textarea']);
const ABSENT_MESSAGE = /\?\?([\w.-]{1,200})_[a-z]{2,3}(?:_[A-Za-z]{2,4})?\?\?/g;

/** Looks at a page as browsers get it. */
export function checkMadePage(file: string, html: string, flavour: StockFlavour): MadePageFacts {
  const tags = htmlTags(html);
  const findings = [...(flavour === 'hostile' ? hostileFindings(file, html, tags) : []), ...formFindings(file, tags)];
  const absent = new Set([...html.matchAll(ABSENT_MESSAGE)].map(([, key = '']) => key));
  const messages = [...absent]
    .slice(0, 20)
    .map((key) => finding('message-missing', { file, problem: `prints the message ${key}, which no bundle has` }));
  return { findings: [...findings, ...(flavour === 'normal' ? messages : [])], fields: fieldsOf(tags) };
}

function hostileFindings(file: string, html: string, tags: readonly HtmlTag[]): readonly SkinFinding[] {
  const isRun = tags.some(({ attributes }) =>
    attributes.some(({ name, value }) => (name === 'onerror' || name === 'onfocus') && value.includes('alert(1)')),
  );
  const isScript = html.includes('<script>alert(1)');
  const problem = 'lets a text that somebody else wrote become part of the page';
  return isRun || isScript ? [finding('hostile-text', { file, problem })] : [];
}

function formFindings(file: string, tags: readonly HtmlTag[]): readonly SkinFinding[] {
  let open = 0;
  for (const { name, kind } of tags) {
    if (name !== 'form') continue;
    if (kind === 'start' && open > 0) return [finding('form-broken', { file, problem: 'has a form in a form' })];
    open = kind === 'start' ? 1 : 0;
  }
  return open === 0 ? [] : [finding('form-broken', { file, problem: 'has a form without an end' })];
}

function fieldsOf(tags: readonly HtmlTag[]): ReadonlySet<string> {
  const names = new Set<string>();
  let isPost = false;
  for (const tag of tags) {
    if (tag.name === 'form')
      isPost = tag.kind === 'start' && attributeOf(tag, 'method')?.trim().toLowerCase() === 'post';
    const belongs = isPost || attributeOf(tag, 'form') !== undefined;
    const name = belongs && FIELDS.has(tag.name) ? attributeOf(tag, 'name') : undefined;
    if (name !== undefined) names.add(name);
  }
  return names;
}
