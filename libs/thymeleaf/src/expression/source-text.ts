import { type Position, TemplateError, type TemplateFault, type TemplatePlace } from '../template-error.js';

/** The text of an attribute or of an inlined expression, and where in the template it begins. */
export class SourceText {
  constructor(
    readonly text: string,
    readonly position: Position,
    /** As the template has it, where that is another text: what `__…__` gave may be of a person. */
    private readonly written = text,
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
    return new TemplateError(fault, message, this.place(offset));
  }

  /** What a message says of the character of the number `offset`. */
  place(offset: number): TemplatePlace {
    return { position: this.positionAt(offset), expression: this.written.slice(0, 200) };
  }
}

/** One place in a source; what evaluates keeps it for the message of a failure. */
export class Spot {
  constructor(
    private readonly source: SourceText,
    private readonly offset: number,
  ) {}

  get place(): TemplatePlace {
    return this.source.place(this.offset);
  }

  failure(fault: TemplateFault, message: string): TemplateError {
    return this.source.failure(this.offset, fault, message);
  }
}
