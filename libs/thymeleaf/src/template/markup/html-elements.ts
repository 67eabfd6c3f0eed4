/** Elements that have no content and no closing tag. */
export const voidElements: ReadonlySet<string> = new Set(
  'area base br col command embed hr img input keygen link menuitem meta param source track wbr'.split(' '),
);

/** Types of scripts whose content is a program; other scripts hold templates, which are read as markup. */
const programTypes: ReadonlySet<string> = new Set([
  ...['', 'javascript', 'ecmascript', 'text/javascript', 'text/ecmascript', 'application/javascript'],
  ...['application/ecmascript', 'module', 'text/css', 'application/json', 'application/ld+json', 'importmap'],
  ...['speculationrules', 'text/x-javascript', 'application/x-javascript', 'text/jsx', 'text/babel'],
]);

/** Whether what an element holds is text up to its closing tag. `type` as written, undefined where there is none. */
export function holdsRawText(name: string, type: string | undefined): boolean {
  if (name === 'style') return true;
  return name === 'script' && programTypes.has((type ?? '').trim().toLowerCase());
}

/** What the beginning of an element ends: the open elements of these names, up to one of the limits. */
interface Ending {
  readonly ends: ReadonlySet<string>;
  readonly within: ReadonlySet<string>;
}

const blocks =
  'article section nav aside h1 h2 h3 h4 h5 h6 hgroup header footer address main p hr pre blockquote ol ul dl div table form fieldset menu';

const tableParts = 'tr td th thead tfoot tbody caption colgroup';

/** Elements whose closing tag may be missing, as HTML has them. */
const endings: ReadonlyMap<string, Ending> = new Map([
  ...blocks.split(' ').map((name) => [name, ending('p', 'button object template th:block')] as const),
  ['li', ending('li', 'ul ol menu')],
  ['dt', ending('dt dd', 'dl')],
  ['dd', ending('dt dd', 'dl')],
  ['rt', ending('rb rt rp', 'ruby rtc')],
  ['rp', ending('rb rt rp', 'ruby rtc')],
  ...['caption', 'colgroup', 'tbody', 'thead', 'tfoot'].map((name) => [name, ending(tableParts, 'table')] as const),
  ['tr', ending('tr td th caption colgroup', 'table thead tbody tfoot')],
  ['td', ending('td th', 'tr')],
  ['th', ending('td th', 'tr')],
  ['optgroup', ending('optgroup option', 'select')],
  ['option', ending('option', 'select optgroup datalist')],
  ['body', ending('head', 'html')],
]);

function ending(ends: string, within: string): Ending {
  return { ends: new Set(ends.split(' ')), within: new Set(within.split(' ')) };
}

/**
 * How many of the open elements (outermost first, lower case) an element ends by its beginning. An element in between that has to be closed by
 * its own tag keeps what is outside of it open.
 */
export function endedBy(name: string, open: readonly string[]): number {
  const { ends, within } = endings.get(name) ?? {};
  if (!ends || !within) return 0;
  let ended = 0;
  for (let index = open.length - 1; index >= 0; index -= 1) {
    const each = open[index] ?? '';
    if (within.has(each)) break;
    if (ends.has(each)) ended = open.length - index;
    else if (!endings.has(each)) break;
  }
  return ended;
}
