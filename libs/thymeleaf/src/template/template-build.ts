import { TemplateError, type Position } from '../template-error.js';
import { directiveOf, type Directive } from './directive.js';
import type { InlineMode } from './inlining.js';
import { InspectionRecorder } from './inspection-recorder.js';
import type { AttributeNode } from './markup/markup-nodes.js';
import type { SourceText } from './markup/source-text.js';

/** Pieces of one template that are compiled, some of them more than once; pages have some thousands. */
const greatestWork = 150_000;

/** Pieces inside pieces: elements, and what is written in brackets. */
const greatestDepth = 400;

const mostMistakes = 1000;

/** Where a mistake is that does not say so itself. */
interface MistakePlace {
  readonly offset: number;
  readonly expression?: string | undefined;
}

/** A template that takes too much to be compiled: nothing of it can be rendered. */
export class CompileLimit extends TemplateError {
  constructor(message: string) {
    super('limit', message);
  }
}

/** A template while it is compiled: its mistakes are collected so that all of them can be told at once. */
export class TemplateBuild {
  readonly mistakes: TemplateError[] = [];
  readonly recorder: InspectionRecorder;
  private pieces = 0;
  private depth = 0;

  constructor(
    readonly name: string,
    readonly source: SourceText,
  ) {
    this.recorder = new InspectionRecorder((offset) => source.positionAt(offset));
  }

  /** Counts pieces that are compiled, some of them more than once. @throws CompileLimit where they become too many */
  spend(pieces: number): void {
    this.pieces += pieces;
    if (this.pieces > greatestWork) throw new CompileLimit('The template has too many parts.');
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
