import { TemplateError, type Position } from '../template-error.js';
import { directiveOf, type Directive } from './directive.js';
import type { InlineMode } from './inlining.js';
import { CompileLimit, greatestWork, workOf, type CompileWork } from './compile-work.js';
import { InspectionRecorder, nothingRecorded, type Recorder } from './inspection-recorder.js';
import type { AttributeNode } from './markup/markup-nodes.js';
import type { SourceText } from './markup/source-text.js';

/** Pieces inside pieces: elements, and what is written in brackets. */
const greatestDepth = 400;

const mostMistakes = 1000;

/** Units of work that a mistake takes: it is kept with its words and its place. */
const workOfMistake = 10;

/** Where a mistake is that does not say so itself. */
interface MistakePlace {
  readonly offset: number;
  readonly expression?: string | undefined;
}

/** How a template is compiled. */
export interface BuildOptions {
  /** Whether what it uses and says is noted. */
  readonly inspects?: boolean;
  /** What it may take together with others. */
  readonly work?: CompileWork | undefined;
}

/** A template while it is compiled: its mistakes are collected so that all of them can be told at once. */
export class TemplateBuild {
  readonly mistakes: TemplateError[] = [];
  readonly recorder: Recorder;
  /** Units of work that were done. */
  spent = 0;
  private readonly work: CompileWork | undefined;
  private depth = 0;

  constructor(
    readonly name: string,
    readonly source: SourceText,
    { inspects = false, work }: BuildOptions = {},
  ) {
    this.work = work;
    this.recorder = inspects ? new InspectionRecorder((offset) => source.positionAt(offset)) : nothingRecorded;
  }

  /** Counts what is compiled, some of it more than once. @throws CompileLimit where it becomes too much */
  spend(units: number): void {
    this.spent += units;
    if (this.spent > greatestWork) throw new CompileLimit('The template has too many parts.');
    this.work?.spend(units);
  }

  /** The same for an expression. */
  spendFor(source = ''): void {
    this.spend(workOf(source));
  }

  /** Compiles what is inside of something. @throws CompileLimit where that is too deep */
  inside<T>(work: () => T): T {
    this.depth += 1;
    if (this.depth > greatestDepth) throw new CompileLimit('Parts of the template are too deep inside each other.');
    try {
      return work();
    } finally {
      this.depth -= 1;
    }
  }

  /** Does a piece of work; a mistake in it is noted with its place, and the result is what is made of the mistake. */
  attempt<T>(work: () => T, otherwise: (mistake: TemplateError) => T, place: MistakePlace): T {
    try {
      return work();
    } catch (mistake) {
      if (!(mistake instanceof TemplateError) || mistake instanceof CompileLimit) throw mistake;
      return otherwise(this.note(mistake, place));
    }
  }

  private note(mistake: TemplateError, { offset, expression }: MistakePlace): TemplateError {
    const placed = mistake.at({
      template: this.name,
      position: this.source.positionAt(offset),
      ...(expression === undefined ? {} : { expression: expression.slice(0, 200) }),
    });
    this.mistakes.push(placed);
    this.spend(workOfMistake);
    if (this.mistakes.length > mostMistakes)
      throw new CompileLimit(`The template has more than ${String(mostMistakes)} mistakes.`);
    return placed;
  }

  positionAt(offset: number): Position {
    return this.source.positionAt(offset);
  }

  /** What an attribute, in markup or in a text of a mode, tells the engine to do; undefined for one that is the page's own. */
  directiveOf(attribute: AttributeNode, mode?: InlineMode): Directive | undefined {
    return directiveOf(attribute, (offset) => this.positionAt(offset), mode);
  }
}
