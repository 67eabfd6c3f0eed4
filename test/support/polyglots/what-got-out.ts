import type { QuickJSWASMModule } from 'quickjs-emscripten-core';
import { ranScripts } from './ran-scripts.js';
import { seenPage, type SeenPage, type SeenSlot } from './seen-page.js';
import { shownSlots, type PlacedSlot, type SlotPage } from './slot-page.js';
import { harmlessText } from './texts.js';

/** A page with harmless texts: whatever a page with other texts has besides comes of the texts. */
export interface HarmlessPage {
  readonly page: SlotPage;
  readonly seen: SeenPage;
  readonly texts: readonly string[];
}

const LEADING: ReadonlySet<string> = new Set(['https:', 'http:', 'mailto:', 'tel:', 'otpauth:']);
const RUNNING: ReadonlySet<string> = new Set(['javascript:', 'data:', 'vbscript:']);
const HERE = 'https://skin.test/signin';

/** The page as it is meant. */
export function harmlessPage(page: SlotPage): HarmlessPage {
  const { html, texts } = shownSlots(page, harmlessText);
  return { page, seen: seenPage(html), texts };
}

/**
 * Everything that texts became besides texts: elements, attributes, rules of style sheets, calls of scripts, addresses that run something; and texts that
 * are others than they were given as.
 */
export function whatGotOut(
  harmless: HarmlessPage,
  textAt: (place: number) => string,
  engine: QuickJSWASMModule,
): readonly string[] {
  const { page } = harmless;
  const { html, texts } = shownSlots(page, textAt);
  const seen = seenPage(html);
  const found = page.placed.flatMap((placed) => {
    const mistakes = mistakesOf(placed, seen.slots.get(placed.id), { harmless, text: texts[placed.place] ?? '' });
    return mistakes.map((mistake) => `${placed.slot.name}: ${mistake} ${JSON.stringify(texts[placed.place])}`);
  });
  const outside = seen.skeleton === harmless.seen.skeleton ? [] : ['something outside of the slots'];
  return [...outside, ...found, ...runMistakes(page.placed, { seen, texts, engine })];
}

interface Meant {
  readonly harmless: HarmlessPage;
  readonly text: string;
}

function mistakesOf({ slot, id, place }: PlacedSlot, seen: SeenSlot | undefined, meant: Meant): readonly string[] {
  const { seen: page, texts } = meant.harmless;
  const before = page.slots.get(id);
  if (seen === undefined || before === undefined) return ['the slot is gone'];
  const read = before.text.replaceAll(texts[place] ?? '', () => meant.text);
  return [
    ...(seen.skeleton === before.skeleton ? [] : [`${seen.skeleton} instead of ${before.skeleton}`]),
    ...(seen.styles === before.styles ? [] : [`another style: ${seen.styles}`]),
    ...(slot.changes || parsed(seen.text) === parsed(read) ? [] : [`reads ${seen.text}`]),
    ...seen.addresses.filter((one) => !isHarmless(one)).map((one) => `leads to ${one}`),
    ...(slot.address ? seen.addresses.filter((one) => !isMeant(one, slot.address, meant.text)) : []),
  ];
}

/** As parsers of HTML have it, which know no NUL and only one end of a line. */
function parsed(text: string): string {
  return text.replaceAll(/[\0\uFFFD\r\n]/g, '');
}

function isHarmless(address: string): boolean {
  const [name = ''] = address.split(' ', 1);
  const value = address.slice(name.length + 1);
  if (!URL.canParse(value, HERE)) return true;
  const { protocol } = new URL(value, HERE);
  return name === 'to' || name === 'content' ? !RUNNING.has(protocol) : LEADING.has(protocol);
}

/** A text in one part of an address is that part, and no other. */
function isMeant(address: string, part: 'parameter' | 'path' | undefined, text: string): boolean {
  const { origin, pathname, searchParams, hash } = new URL(address.slice(address.indexOf(' ') + 1), HERE);
  if (origin !== new URL(HERE).origin || hash !== '') return false;
  if (part === 'path') return searchParams.size === 0 && pathname.startsWith('/x/');
  return pathname === '/x' && searchParams.size === 1 && searchParams.get('a') === text;
}

interface Running {
  readonly seen: SeenPage;
  readonly texts: readonly string[];
  readonly engine: QuickJSWASMModule;
}

function runMistakes(placed: readonly PlacedSlot[], { seen, texts, engine }: Running): readonly string[] {
  const scripts = [...seen.slots.values()].flatMap((slot) => slot.scripts);
  const { said, alerts } = ranScripts(engine, scripts);
  const byId = Map.groupBy(said, ([id]) => id);
  const others = placed.flatMap(({ slot, id, place }) => {
    const all = (byId.get(id) ?? []).map(([, text]) => text);
    const isSaid = all.length === (slot.says ?? 0) && all.every((one) => isText(one, texts[place] ?? ''));
    return isSaid ? [] : [`${slot.name}: says ${JSON.stringify(all)} instead of ${JSON.stringify(texts[place])}`];
  });
  return [...(alerts > 0 ? [`${String(alerts)} calls of alert`] : []), ...others];
}

/** Scripts say the text, or between quotes its literal; a record that stands for the text is a map that has it. */
function isText(said: unknown, text: string): boolean {
  if (said === text || said === `"${text}"`) return true;
  const map = typeof said === 'string' ? said : JSON.stringify(said);
  return (
    map === '[object Object]' ||
    (map.startsWith('{"') && [text, JSON.stringify(text).slice(1, -1)].some((one) => map.includes(one)))
  );
}
