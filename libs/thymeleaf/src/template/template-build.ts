import { TemplateError, type Position } from '../template-error.js';
import { directiveOf, type Directive } from './directive.js';
import type { InlineMode } from './inlining.js';
import { InspectionRecorder } from './inspection-recorder.js';
import type { AttributeNode } from './markup/markup-nodes.js';
import type { SourceText } from './markup/source-text.js';

/** A template while it is compiled: its mistakes are collected so that all of them can be told at once. */
export class TemplateBuild {
  readonly mistakes: TemplateError[] = [];
  readonly recorder: InspectionRecorder;

  constructor(
    readonly name: string,
    readonly source: SourceText,
  ) {
    this.recorder = new InspectionRecorder((offset) => source.positionAt(offset));
  }

  /** Does a piece of work; a mistake in it is noted with its place, and the result is the fallback. */
  attempt<T>(
    work: () => T,
    fallback: T,
    place: { readonly offset: number; readonly expression?: string | undefined },
  ): T {
    try {
      return work();
    } catch (mistake) {
      if (!(mistake instanceof TemplateError)) throw mistake;
      const { offset, expression } = place;
      const position = this.source.positionAt(offset);
      this.mistakes.push(
        mistake.at({
          template: this.name,
          position,
          ...(expression === undefined ? {} : { expression: expression.slice(0, 200) }),
        }),
      );
      return fallback;
    }
  }

  positionAt(offset: number): Position {
    return this.source.positionAt(offset);
  }

  /** What an attribute, in markup or in a text of a mode, tells the engine to do; undefined for one that is the page's own. */
  directiveOf(attribute: AttributeNode, mode?: InlineMode): Directive | undefined {
    return directiveOf(attribute, (offset) => this.positionAt(offset), mode);
  }
}
