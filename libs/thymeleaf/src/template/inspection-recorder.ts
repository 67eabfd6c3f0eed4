import type { Assignation } from '../expression/parse-assignations.js';
import type { EachParts } from '../expression/parse-each.js';
import type { Expression, ExpressionReads, NamedRead, Specification } from '../expression/expressions.js';
import type { Position } from '../template-error.js';
import { ElementInspector } from './element-inspector.js';
import type { ElementNode } from './markup/markup-nodes.js';
import { fixedParts } from './fixed-parts.js';
import type { TemplateInspection } from './template-inspection.js';

/** Where an expression stands, and whether what it gives is put in as markup. */
export interface RecordedUse {
  readonly attribute: string;
  readonly unescaped: boolean;
}

type Readable = Pick<Expression, 'source' | 'position' | 'reads'>;

/** What is told of a template while it is compiled. */
export type Recorder = Pick<
  InspectionRecorder,
  'enter' | 'leave' | 'declare' | 'select' | 'expression' | 'each' | 'assignations' | 'inspection'
>;

/** Notes what a template uses while it is compiled, with the local variables that are known at each place. */
export class InspectionRecorder {
  private readonly locals: string[] = [];
  /** How often each is declared where the template is looked at. */
  private readonly known = new Map<string, number>();
  private selections = 0;
  private readonly ends: { readonly locals: number; readonly selections: number }[] = [];
  private readonly seen = new Set<string>();
  private readonly elements: ElementInspector;
  private readonly found = {
    expressions: [] as TemplateInspection['expressions'][number][],
    variables: [] as NamedRead[],
    objects: [] as NamedRead[],
    messages: [] as NamedRead[],
    fragments: [] as TemplateInspection['fragments'][number][],
    unescaped: [] as TemplateInspection['unescaped'][number][],
  };

  constructor(positionAt: (offset: number) => Position) {
    this.elements = new ElementInspector(positionAt);
  }

  /** An element begins; what is declared until {@link leave} is known inside of it. */
  enter(node: ElementNode): void {
    this.ends.push({ locals: this.locals.length, selections: this.selections });
    this.elements.enter(node);
  }

  leave(): void {
    const { locals = 0, selections = 0 } = this.ends.pop() ?? {};
    for (const name of this.locals.splice(locals)) this.known.set(name, (this.known.get(name) ?? 1) - 1);
    this.selections = selections;
    this.elements.leave();
  }

  declare(names: readonly string[]): void {
    for (const name of names) {
      this.locals.push(name);
      this.known.set(name, (this.known.get(name) ?? 0) + 1);
    }
  }

  /** th:object: `*{…}` inside are properties of what it selects. */
  select(): void {
    this.selections += 1;
  }

  expression(expression: Readable, { attribute, unescaped }: RecordedUse): void {
    const { source, position, reads } = expression;
    if (unescaped && this.isNew('unescaped', position))
      this.found.unescaped.push({ attribute, source, position, reads: reads.variables });
    if (!this.isNew(`expression ${attribute}`, position)) return;
    this.found.expressions.push({ attribute, source, position });
    this.reads(reads);
  }

  each(specification: Specification<EachParts>, attribute: string): void {
    this.expression(specification, { attribute, unescaped: false });
    const parts = fixedParts(specification);
    if (parts) this.declare([parts.item, parts.status]);
  }

  /** th:with binds its names for what comes after; in th:attr they are names of attributes. */
  assignations(
    specification: Specification<readonly Assignation[]>,
    use: { readonly attribute: string; readonly binds: boolean },
  ): void {
    const parts = fixedParts(specification);
    if (!parts || !use.binds) return this.expression(specification, { attribute: use.attribute, unescaped: false });
    for (const { literalName, value } of parts) {
      this.expression(value, { attribute: use.attribute, unescaped: false });
      if (literalName !== undefined) this.declare([literalName]);
    }
  }

  inspection(): TemplateInspection {
    return { ...this.found, ...this.elements.found };
  }

  private reads({ variables, selected, objects, messages, fragments }: ExpressionReads): void {
    const free = [...variables, ...(this.selections > 0 ? [] : selected)].filter(({ name }) => !this.known.get(name));
    this.found.variables.push(...free);
    this.found.objects.push(...objects);
    this.found.messages.push(...messages);
    this.found.fragments.push(...fragments);
    for (const { path, position } of objects) this.elements.object(path, position);
  }

  /** Some parts of a template are compiled twice. */
  private isNew(kind: string, { line, column }: Position): boolean {
    const key = `${kind} ${String(line)}:${String(column)}`;
    if (this.seen.has(key)) return false;
    this.seen.add(key);
    return true;
  }
}

/** What is known of a template that nobody looks at. */
const nothing: TemplateInspection = {
  ...{ expressions: [], variables: [], objects: [], messages: [], fragments: [], forms: [], unescaped: [] },
  ...{ references: [], inline: [], oldConstructs: [] },
};

const ignored = (): void => undefined;

/** Of a template that is only rendered. */
export const nothingRecorded: Recorder = {
  ...{ enter: ignored, leave: ignored, declare: ignored, select: ignored, expression: ignored, each: ignored },
  ...{ assignations: ignored, inspection: () => nothing },
};
