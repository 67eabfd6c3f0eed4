import { directiveOf } from './directive.js';
import type { Position } from '../template-error.js';
import type { ElementNode } from './markup/markup-nodes.js';
import { hostOf, staticAddress } from './static-address.js';
import type { InspectedField, TemplateInspection } from './template-inspection.js';

const addressAttributes: ReadonlySet<string> = new Set(['href', 'src', 'data', 'poster', 'background']);
const fieldElements: ReadonlySet<string> = new Set(['input', 'select', 'textarea', 'button']);
const oldObjects: ReadonlySet<string> = new Set([
  'httpServletRequest',
  'httpSession',
  'request',
  'response',
  'session',
  'servletContext',
]);

type Found = { [Kind in 'forms' | 'references' | 'inline' | 'oldConstructs']: TemplateInspection[Kind][number][] };

/** Notes what the elements of a template are: forms and fields, addresses, inline code, what is of older versions. */
export class ElementInspector {
  readonly found: Found = { forms: [], references: [], inline: [], oldConstructs: [] };
  private readonly fields: InspectedField[][] = [];
  private readonly seen = new Set<number>();
  private readonly open: OpenElement[] = [];

  constructor(private readonly positionAt: (offset: number) => Position) {}

  enter(node: ElementNode): void {
    const isShown = this.open.at(-1)?.showsContent !== false && !isPrototype(node);
    const isNew = isShown && !this.seen.has(node.offset);
    this.open.push({ showsContent: isShown && !givesContent(node), isForm: isNew && node.lowerName === 'form' });
    if (!isNew) return;
    this.seen.add(node.offset);
    const values = valuesOf(node, this.positionAt);
    this.noteAttributes(node, values);
    if (node.lowerName === 'form') this.noteForm(node, values);
    if (fieldElements.has(node.lowerName)) this.fields.at(-1)?.push(this.fieldOf(node, values));
    if (node.lowerName === 'script' && !values.has('src')) this.noteInline('script', node);
    if (node.lowerName === 'style') this.noteInline('style', node);
  }

  leave(): void {
    if (this.open.pop()?.isForm === true) this.fields.pop();
  }

  /** A `#name.path` that an expression reads. */
  object(path: string, position: Position): void {
    const [name = ''] = path.split('.');
    if (oldObjects.has(name)) this.found.oldConstructs.push({ construct: `#${name}`, position });
  }

  private noteForm(node: ElementNode, values: Values): void {
    const fields: InspectedField[] = [];
    this.fields.push(fields);
    const method = literal(values.get('method')) ?? 'get';
    const given = values.get('action');
    const action = given ? staticAddress(given.source, given.isExpression) : '';
    this.found.forms.push({ method: method.toLowerCase(), action, fields, position: this.positionAt(node.offset) });
  }

  private fieldOf({ lowerName, offset }: ElementNode, values: Values): InspectedField {
    const type = lowerName === 'input' ? (literal(values.get('type')) ?? 'text').toLowerCase() : lowerName;
    return { name: fieldName(values), type, position: this.positionAt(offset) };
  }

  private noteAttributes({ lowerName, attributes }: ElementNode, values: Values): void {
    const integrity = values.has('integrity');
    for (const [attribute, { source, isExpression, offset }] of values) {
      const position = this.positionAt(offset);
      const address = addressAttributes.has(attribute) ? staticAddress(source, isExpression) : undefined;
      if (address)
        this.found.references.push({
          element: lowerName,
          attribute,
          address,
          host: hostOf(address),
          integrity,
          position,
        });
      if (attribute.startsWith('on') && attribute.length > 4)
        this.noteHandler(attribute, source, { isExpression, position });
      if (attribute === 'style') this.found.inline.push({ kind: 'style attribute', position });
    }
    for (const { lowerName: name, offset } of attributes) this.noteOldAttribute(name, offset);
  }

  private noteHandler(
    name: string,
    source: string,
    { isExpression, position }: { isExpression: boolean; position: Position },
  ): void {
    const isMade = isExpression || source.includes('[[') || source.includes('[(');
    this.found.inline.push({ kind: 'handler', position, ...(isMade && { isMade }) });
    const builtOfStrings =
      isExpression &&
      !source.includes('[[') &&
      (source.includes("'") || source.includes('|')) &&
      /[$*#@]\{/u.test(source);
    if (builtOfStrings) this.found.oldConstructs.push({ construct: `th:${name}`, position });
  }

  private noteOldAttribute(name: string, offset: number): void {
    const old = ['th:substituteby', 'th:include', 'data-th-substituteby', 'data-th-include'].includes(name);
    if (old) this.found.oldConstructs.push({ construct: name, position: this.positionAt(offset) });
  }

  private noteInline(kind: 'script' | 'style', { offset }: ElementNode): void {
    this.found.inline.push({ kind, position: this.positionAt(offset) });
  }
}

/** An element that is being read; what is inside of some is only there for those who open the template as it is. */
interface OpenElement {
  readonly showsContent: boolean;
  readonly isForm: boolean;
}

/** Whether another element always takes the place of it. */
function isPrototype({ attributes }: ElementNode): boolean {
  return attributes.some(({ lowerName, value = '' }) => {
    const name = lowerName.replace(/^(?:data-)?th[:-]/u, '');
    if (name === lowerName) return false;
    return (
      ((name === 'replace' || name === 'substituteby') && !value.includes('?')) ||
      (name === 'remove' && value === 'all')
    );
  });
}

/** Whether something else always takes the place of its content. */
function givesContent({ attributes }: ElementNode): boolean {
  return attributes.some(
    ({ lowerName, value = '' }) =>
      /^(?:data-)?th[:-](?:text|utext|insert|include)$/u.test(lowerName) && !value.includes('_'),
  );
}

interface GivenValue {
  readonly source: string;
  readonly isExpression: boolean;
  readonly offset: number;
}

type Values = ReadonlyMap<string, GivenValue>;

/** Values of attributes by their plain names; what the engine sets counts before what the page gives. */
function valuesOf(node: ElementNode, positionAt: (offset: number) => Position): Values {
  const values = new Map<string, GivenValue>();
  const dynamic = new Map<string, GivenValue>();
  for (const attribute of node.attributes) {
    const directive = directiveOf(attribute, positionAt);
    const { lowerName, value = '', offset } = attribute;
    if (!directive) values.set(lowerName, { source: value, isExpression: false, offset });
    else if (directive.dialect === 'th')
      dynamic.set(directive.name, { source: directive.source ?? '', isExpression: true, offset });
  }
  return new Map([...values, ...dynamic]);
}

/** A text that does not depend on data. */
function literal(value: GivenValue | undefined): string | undefined {
  if (!value) return undefined;
  if (!value.isExpression) return value.source;
  const text = value.source.trim();
  return text.startsWith("'") && text.endsWith("'") && !text.slice(1, -1).includes("'") ? text.slice(1, -1) : undefined;
}

function fieldName(values: Values): string | undefined {
  const field = values.get('field')?.source.trim();
  if (field !== undefined)
    return field.startsWith('*{') && field.endsWith('}') && !field.includes('__')
      ? field.slice(2, -1).trim()
      : undefined;
  return literal(values.get('name')) ?? (values.has('name') ? undefined : '');
}
