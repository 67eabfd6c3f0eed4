import { compileSkin, type CompiledSkin } from '#skin/skin-pages/compiled-skin';
import type { SkinPageName } from '#skin/skin-pages/skin-page-names';
import { renderedInSkin } from '#skin/skin-pages/skinned-pages';
import { SkinProperties } from '#skin/skin-properties.port';
import { hostileValues, pageWith, type HostileValue, type TextAt } from './hostile-values.js';
import type { Slot } from './slots.js';
import { harmlessText } from './texts.js';

/** A page of a skin that has every text of the page in every slot. */
export interface SlotPage {
  readonly name: SkinPageName;
  readonly file: string;
  readonly worn: CompiledSkin;
  readonly settings: SkinProperties;
  readonly placed: readonly PlacedSlot[];
}

/** A slot with the text that is in it. */
export interface PlacedSlot {
  readonly slot: Slot;
  /** Of the text, among those of the page. */
  readonly place: number;
  /** What the page knows it by: of its element, and of what its scripts say. */
  readonly id: string;
}

/** How the pages are written. */
export interface SlotKind {
  readonly ending: 'html' | 'hbs';
  readonly slotsFor: (value: HostileValue) => readonly Slot[];
  /** How the templates write the way to a text, where it is not as in Thymeleaf. */
  readonly pathOf?: (path: string) => string;
  readonly head: string;
  readonly files: Readonly<Record<string, string>>;
  readonly handlers?: 'compatible';
}

/** Slots of one template: more parts than it may have would be refused. */
const MOST_SLOTS = 400;

/** All of them, as many as go into one template at a time. @throws Error where a template has a mistake */
export function slotPages(name: SkinPageName, kind: SlotKind): readonly SlotPage[] {
  const { pathOf = (path) => path } = kind;
  const values = hostileValues(name, harmlessText);
  const all = values.flatMap((value, place) =>
    kind.slotsFor(value).map((slot, index) => ({ slot, place, id: `s${String(place)}-${String(index)}` })),
  );
  const pages = Math.ceil(all.length / MOST_SLOTS);
  return Array.from({ length: pages }, (_, page) => {
    const placed = all.slice(page * MOST_SLOTS, (page + 1) * MOST_SLOTS);
    const html = placed.map(
      ({ slot, place, id }) => `<div id="${id}">${slot.html(pathOf(values[place]?.path ?? ''), id)}</div>`,
    );
    return slotPage(name, kind, { placed, body: html.join('\n') });
  });
}

function slotPage(
  name: SkinPageName,
  kind: SlotKind,
  { placed, body }: { readonly placed: readonly PlacedSlot[]; readonly body: string },
): SlotPage {
  const file = `page.${kind.ending}`;
  const source = `<!DOCTYPE html><html><head>${kind.head}</head><body>\n${body}\n</body></html>`;
  const files = Object.entries({ ...kind.files, [file]: source });
  const worn = compileSkin({
    identity: { groupId: 'org.example', artifactId: 'slots', version: '1.0' },
    ...{ sha256: 'a'.repeat(64), files: new Map(files.map(([path, text]) => [path, Buffer.from(text)])) },
  });
  const [mistake] = worn.findings;
  if (mistake) throw new Error(`${name}: ${JSON.stringify(mistake)}`);
  return { name, file, worn, settings: generous(kind), placed };
}

/** The page as browsers get it, with texts of one's own, and those texts. */
export function shownSlots({ name, file, worn, settings }: SlotPage, textAt: TextAt) {
  const { model, audience } = pageWith(name, textAt);
  const { html, contentSecurityPolicy } = renderedInSkin({ name, file, worn, settings }, model, audience, new Date(0));
  return { html, contentSecurityPolicy, texts: hostileValues(name, textAt).map(({ text }) => text) };
}

/** No page is as long as one of all slots. */
function generous({ handlers = 'strict' }: { readonly handlers?: string }): SkinProperties {
  const settings = { steps: 10_000_000, characters: 20_000_000, milliseconds: 10_000, handlers };
  return Object.assign(new SkinProperties(), settings);
}
