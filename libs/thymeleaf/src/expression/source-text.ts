import { type Position, TemplateError, type TemplateFault, type TemplatePlace } from '../template-error.js';

/** What is said of a text that `__…__` made: where in it, or of which name, would tell what that gave. */
const saidOfFilled: Readonly<Record<Exclude<TemplateFault, 'limit'>, string>> = {
  syntax: 'With what __…__ gave this is no expression.',
  refused: 'With what __…__ gave this is forbidden here.',
  unknown: 'With what __…__ gave this names something that there is not.',
  value: 'With what __…__ gave this cannot be done with the data of the page.',
};

/** The text of an attribute or of an inlined expression, and where in the template it begins. */
export class SourceText {
  constructor(
    readonly text: string,
    readonly position: Position,
    /** As the template has it, where `__…__` made the text of that: what it gave may be of a person, and no mistake repeats it. */
    private readonly written?: string,
  ) {}

  /** Where the character of the number `offset` stands; the beginning of what was written where the text is not that. */
  positionAt(offset: number): Position {
    if (this.written !== undefined) return this.position;
    let { line, column } = this.position;
    for (let at = 0; at < offset; at += 1) {
      if (this.text[at] === '\n') [line, column] = [line + 1, 1];
      else column += 1;
    }
    return { line, column };
  }

  failure(offset: number, fault: TemplateFault, message: string): TemplateError {
    const isTold = this.written === undefined || fault === 'limit';
    return new TemplateError(fault, isTold ? message : saidOfFilled[fault], this.place(offset));
  }

  /** What a message says of the character of the number `offset`. */
  place(offset: number): TemplatePlace {
    return { position: this.positionAt(offset), expression: (this.written ?? this.text).slice(0, 200) };
  }

  /** A piece as mistakes may repeat it; all that was written where the text is not that. */
  excerpt(from: number, end: number): string {
    return this.written ?? this.text.slice(from, end);
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
