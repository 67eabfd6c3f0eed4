import { defaultTreeAdapter, parse, type DefaultTreeAdapterMap } from 'parse5';
import { styleSkeleton } from './style-skeleton.js';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

/** What a browser makes of one slot of a page. */
export interface SeenSlot {
  /** Its elements and the names of their attributes, and what its style sheets consist of: nothing of any text. */
  readonly skeleton: string;
  /** What its `style` attributes consist of. */
  readonly styles: string;
  /** What people read in it, and attributes that lead nowhere. */
  readonly text: string;
  readonly scripts: readonly string[];
  /** Attributes that lead somewhere, each with its name before a blank. */
  readonly addresses: readonly string[];
}

/** A page taken apart, as browsers have it. */
export interface SeenPage {
  /** What is outside of the slots, and their ids. */
  readonly skeleton: string;
  readonly slots: ReadonlyMap<string, SeenSlot>;
}

/** Attributes that lead somewhere (HTML §4, SVG 2). */
const ADDRESSES: ReadonlySet<string> = new Set([
  ...['href', 'src', 'action', 'formaction', 'data', 'poster', 'ping', 'background', 'to', 'content'],
]);
const SLOT = /^s\d+-\d+$/;

interface Seeing {
  readonly skeleton: string[];
  readonly styles: string[];
  readonly text: string[];
  readonly scripts: string[];
  readonly addresses: string[];
}

/** Takes a page apart as browsers do (parse5, HTML §13.2). */
export function seenPage(html: string): SeenPage {
  const slots = new Map<string, SeenSlot>();
  const outside = nothingSeen();
  const leave = (element: Element): boolean => {
    const id = element.attrs.find(({ name }) => name === 'id')?.value ?? '';
    if (!SLOT.test(id)) return false;
    const inside = nothingSeen();
    for (const child of element.childNodes) see(child, inside, () => false);
    slots.set(slots.has(id) ? `${id} again` : id, finished(inside));
    outside.skeleton.push(`#${id}`);
    return true;
  };
  see(parse(html), outside, leave);
  return { skeleton: finished(outside).skeleton, slots };
}

const nothingSeen = (): Seeing => ({ skeleton: [], styles: [], text: [], scripts: [], addresses: [] });

function finished({ skeleton, styles, text, scripts, addresses }: Seeing): SeenSlot {
  return { skeleton: skeleton.join(''), styles: styles.join('|'), text: text.join('|'), scripts, addresses };
}

function see(node: Node, seeing: Seeing, leave: (element: Element) => boolean): void {
  if (defaultTreeAdapter.isTextNode(node)) return void seeing.text.push(node.value);
  if (defaultTreeAdapter.isCommentNode(node)) return void seeing.skeleton.push('<!---->');
  if (!defaultTreeAdapter.isElementNode(node)) return children(node, seeing, leave);
  if (leave(node)) return;
  seeing.skeleton.push(`<${node.tagName}${attributes(node, seeing)}>`);
  if (node.tagName === 'script') return void seeing.scripts.push(...program(node));
  if (node.tagName === 'style') return void seeing.skeleton.push(styleSkeleton(textOf(node)));
  children(node, seeing, leave);
  seeing.skeleton.push('</>');
}

function children(node: Node, seeing: Seeing, leave: (element: Element) => boolean): void {
  const parent = 'content' in node ? node.content : node;
  if ('childNodes' in parent) for (const child of parent.childNodes) see(child, seeing, leave);
}

function attributes({ attrs }: Element, seeing: Seeing): string {
  const names = attrs.map(({ name, value }) => {
    if (name.startsWith('on')) seeing.scripts.push(value);
    else if (ADDRESSES.has(name)) seeing.addresses.push(`${name} ${value}`);
    else if (name === 'style') seeing.styles.push(styleSkeleton(value));
    else if (name !== 'nonce') seeing.text.push(value);
    return ` ${name}`;
  });
  return names.join('');
}

/** Scripts whose type says that they are something else run nowhere. */
function program(node: Element): readonly string[] {
  return node.attrs.some(({ name }) => name === 'type') ? [] : [textOf(node)];
}

function textOf({ childNodes }: Element): string {
  return childNodes.map((child) => (defaultTreeAdapter.isTextNode(child) ? child.value : '')).join('');
}
