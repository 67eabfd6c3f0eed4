import { type Position, TemplateError, type TemplateFault } from '../template-error.js';

/** The text of an attribute or of an inlined expression, and where in the template it begins. */
export class SourceText {
  constructor(
    readonly text: string,
    readonly position: Position,
  ) {}

  /** Where the character of the number `offset` stands. */
  positionAt(offset: number): Position {
    let { line, column } = this.position;
    for (let at = 0; at < offset; at += 1) {
      if (this.text[at] === '\n') [line, column] = [line + 1, 1];
      else column += 1;
    }
    return { line, column };
  }

  failure(offset: number, fault: TemplateFault, message: string): TemplateError {
    return new TemplateError(fault, message, {
      position: this.positionAt(offset),
      expression: this.text.slice(0, 200),
    });
  }
}

/** One place in a source; what evaluates keeps it for the message of a failure. */
export class Spot {
  constructor(
    private readonly source: SourceText,
    private readonly offset: number,
  ) {}

  failure(fault: TemplateFault, message: string): TemplateError {
    return this.source.failure(this.offset, fault, message);
  }
}
