import { escapeHtml } from '../escaping/html.js';
import { NodeList } from './compiled-nodes.js';
import type { Renderer } from './render-scope.js';
import { guardedLink, mayLead } from './link-guard.js';
import { attributeSource, type AttributeNode, type ElementNode } from './markup/markup-nodes.js';
import type { RenderScope } from './render-scope.js';
import type { Output } from './output.js';
import { placedValue } from '../program/placed-value.js';
import type { TemplatePlace } from '../template-error.js';
import type { TemplateBuild } from './template-build.js';

/** Gives the text of an attribute, escaped, of what it was before; undefined = the element has no such attribute. */
export type AttributeChange = (before: string | undefined, scope: RenderScope) => string | undefined;

/** Changes attributes whose names are known only when the page is rendered. */
export type AttributeRewriting = (attributes: AttributeList, scope: RenderScope) => void;

interface Slot extends Pick<AttributeNode, 'offset' | 'space' | 'name' | 'lowerName' | 'operator' | 'quote'> {
  readonly original: AttributeNode | undefined;
  readonly changes: AttributeChange[];
  /** Of an address: where the last of its changes is asked for. */
  place?: TemplatePlace;
}

/** The attributes of an element with what changes them, in the order they are written. */
export class AttributeSlots {
  private readonly slots: Slot[] = [];
  private readonly rewritings: { readonly rewriting: AttributeRewriting; readonly after: ReadonlyMap<Slot, number> }[] =
    [];

  constructor(
    private readonly template: TemplateBuild,
    private readonly node: ElementNode,
  ) {
    for (const attribute of node.attributes) {
      const directive = template.directiveOf(attribute);
      if (!directive && !isEngineNamespace(attribute.lowerName))
        this.slots.push({ ...attribute, original: attribute, changes: [] });
    }
  }

  /** Names of what the page itself gives. */
  original(lowerName: string): AttributeNode | undefined {
    return this.slots.find((slot) => slot.lowerName === lowerName)?.original;
  }

  /** `at`: the attribute that asks for the change; an attribute that the page does not have takes its place. */
  change(name: string, change: AttributeChange, at: AttributeNode): void {
    const slot = this.slotOf(name, at);
    slot.changes.push(change);
    if (mayLead(slot.lowerName)) slot.place = this.placeOf(at);
  }

  rewrite(rewriting: AttributeRewriting): void {
    const after = new Map(this.slots.map((slot) => [slot, slot.changes.length] as const));
    this.rewritings.push({ rewriting, after });
  }

  private placeOf({ offset, value }: Pick<AttributeNode, 'offset' | 'value'>): TemplatePlace {
    const { name } = this.template;
    const expression = value === undefined ? {} : { expression: value.slice(0, 200) };
    return { template: name, position: this.template.positionAt(offset), ...expression };
  }

  private slotOf(name: string, at: AttributeNode): Slot {
    const lowerName = name.toLowerCase();
    const found = this.slots.find((slot) => slot.lowerName === lowerName);
    if (found) return found;
    const { offset, space, quote } = at;
    const slot: Slot = { offset, space, name, lowerName, operator: '=', quote, original: undefined, changes: [] };
    this.slots.push(slot);
    this.slots.sort((left, right) => left.offset - right.offset);
    return slot;
  }

  /** Writes all of them. */
  compile(nodes: NodeList): void {
    if (this.rewritings.length > 0) nodes.render(this.rewriter());
    else for (const slot of this.slots) this.compileSlot(slot, nodes);
  }

  private compileSlot(slot: Slot, nodes: NodeList): void {
    if (slot.changes.length === 0) {
      if (slot.original) nodes.text(attributeSource(slot.original));
      return;
    }
    const initial = slot.original ? (slot.original.value ?? '') : undefined;
    const opening = openingOf(slot);
    const guarded = { lowerName: slot.lowerName, place: slot.place ?? {} };
    nodes.render((scope, output) => {
      let text = initial;
      for (const change of slot.changes) text = change(text, scope);
      if (text === undefined) return;
      const value = { opening, text: guardedLink(guarded, text, scope.environment), quote: slot.quote || '"' };
      writeValue(value, scope, output);
    });
  }

  private rewriter(): Renderer {
    const place = this.placeOf({ offset: this.node.offset, value: undefined });
    return (scope, output) => {
      const list = new AttributeList();
      for (const { name, lowerName, original } of this.slots) {
        if (original) list.set(name, original.value ?? '', original);
        else list.reserve(name, lowerName);
      }
      const done = new Map<Slot, number>();
      const advance = (upTo: (slot: Slot) => number): void => {
        for (const slot of this.slots) {
          for (let index = done.get(slot) ?? 0; index < upTo(slot); index += 1)
            list.set(slot.name, slot.changes[index]?.(list.get(slot.lowerName), scope));
          done.set(slot, Math.max(done.get(slot) ?? 0, upTo(slot)));
        }
      };
      for (const { rewriting, after } of this.rewritings) {
        advance((slot) => after.get(slot) ?? 0);
        rewriting(list, scope);
      }
      advance((slot) => slot.changes.length);
      for (const each of list.entries()) each.write({ scope, place }, output);
    };
  }
}

class ListedAttribute {
  changed = false;

  constructor(
    readonly name: string,
    public text: string | undefined,
    private readonly original: AttributeNode | undefined,
  ) {}

  /** `place`: of the element. */
  write({ scope, place }: { readonly scope: RenderScope; readonly place: TemplatePlace }, output: Output): void {
    if (this.text === undefined) return;
    if (!this.changed && this.original) return output.write(attributeSource(this.original));
    const slot = this.original ?? { space: ' ', name: this.name, operator: '=', quote: '"' };
    const text = guardedLink({ lowerName: this.name.toLowerCase(), place }, this.text, scope.environment);
    writeValue({ opening: openingOf(slot), text, quote: slot.quote || '"' }, scope, output);
  }
}

interface WrittenValue {
  readonly opening: string;
  readonly text: string;
  readonly quote: string;
}

/** An element may stand in the text of a script, where its values are escaped for that, too. */
function writeValue({ opening, text, quote }: WrittenValue, scope: RenderScope, output: Output): void {
  output.write(opening);
  const { place } = output;
  if (place) output.put(placedValue(text, place, scope));
  else output.write(text);
  output.write(quote);
}

/** Attributes of one element of one page, in their order; names are compared without regard to case. */
export class AttributeList {
  private readonly byName = new Map<string, ListedAttribute>();

  entries(): Iterable<ListedAttribute> {
    return this.byName.values();
  }

  get(name: string): string | undefined {
    return this.byName.get(name.toLowerCase())?.text;
  }

  set(name: string, text: string | undefined, original?: AttributeNode): void {
    const found = this.byName.get(name.toLowerCase());
    if (!found) {
      this.byName.set(name.toLowerCase(), new ListedAttribute(name, text, original));
      if (!original) (this.byName.get(name.toLowerCase()) as ListedAttribute).changed = true;
      return;
    }
    found.text = text;
    found.changed = true;
  }

  /** Keeps the place of one that has no text yet. */
  reserve(name: string, lowerName: string): void {
    this.byName.set(lowerName, new ListedAttribute(name, undefined, undefined));
  }
}

function openingOf({
  space,
  name,
  operator,
  quote,
}: Pick<AttributeNode, 'space' | 'name' | 'operator' | 'quote'>): string {
  return (space || ' ') + name + (operator || '=') + (quote || '"');
}

/** `xmlns:th` and its like say which dialects a template uses; a browser has no use for them. */
function isEngineNamespace(lowerName: string): boolean {
  return lowerName === 'xmlns:th' || lowerName === 'xmlns:sec' || lowerName === 'xmlns:layout';
}

/** Text as the value of an attribute. */
export function attributeText(text: string): string {
  return escapeHtml(text);
}
