import type { XmlElement } from './xml-element.js';
import { namespaceOf, plainAttributes, rootScope, scopeWithin, splitName, type NamespaceScope } from './xml-names.js';
import { XmlProblem } from './xml-problem.js';
import { isXmlText } from './xml-text.js';
import { xmlTokens, type XmlToken } from './xml-tokens.js';

/** Bounds of a document (V-90): what a directory says of a person with hundreds of groups is well below. */
const LIMITS = { characters: 131_072, elements: 5_000, depth: 30 };

/** An element that has not ended yet. */
interface Open {
  readonly written: string;
  readonly scope: NamespaceScope;
  readonly namespace: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  readonly text: string[];
}

/**
 * Reads an XML document: elements, attributes, text and namespaces, no more (see {@link xmlTokens}).
 * @returns its root
 * @throws XmlProblem it is none, has parts that are refused, or is too large: over 128 Ki characters, 5000 elements or 30 levels
 */
export function readXml(document: string): XmlElement {
  if (document.length > LIMITS.characters) throw new XmlProblem('is too long');
  if (!isXmlText(document)) throw new XmlProblem('has characters that XML does not allow');
  const reader = new Reader();
  for (const token of xmlTokens(document)) reader.take(token);
  return reader.root();
}

class Reader {
  private readonly open: Open[] = [];
  private elements = 0;
  private finished?: XmlElement;

  take(token: XmlToken): void {
    if (token.kind === 'text') this.text(token.text);
    else if (token.kind === 'end') this.end(token.name);
    else this.start(token);
  }

  root(): XmlElement {
    if (this.finished === undefined || this.open.length > 0) throw new XmlProblem('ends too early');
    return this.finished;
  }

  private start({ name: written, attributes, isEmpty }: XmlToken & { readonly kind: 'start' }): void {
    if (this.finished !== undefined) throw new XmlProblem('has more than one root');
    if (++this.elements > LIMITS.elements) throw new XmlProblem('has too many elements');
    if (this.open.length === LIMITS.depth) throw new XmlProblem('is too deep');
    const scope = scopeWithin(this.open.at(-1)?.scope ?? rootScope, attributes);
    const namespace = namespaceOf(scope, splitName(written)[0]);
    const plain = plainAttributes(scope, attributes);
    this.open.push({ written, scope, namespace, attributes: plain, children: [], text: [] });
    if (isEmpty) this.end(written);
  }

  private end(name: string): void {
    const ended = this.open.pop();
    if (ended?.written !== name) throw new XmlProblem('has tags that do not belong together');
    const { written, namespace, attributes, children, text } = ended;
    const element = { namespace, name: splitName(written)[1], attributes, children, text: text.join('') };
    const outer = this.open.at(-1);
    if (outer) outer.children.push(element);
    else this.finished = element;
  }

  private text(text: string): void {
    const inside = this.open.at(-1);
    if (inside) inside.text.push(text);
    else if (/[^ \t\r\n]/.test(text)) throw new XmlProblem('has text outside its root');
  }
}
