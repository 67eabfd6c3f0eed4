/** Where in a template: both count from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * What is wrong: `syntax` cannot be parsed, `refused` is understood and not allowed here, `unknown` names something that does not exist,
 * `value` cannot be done with the data of this rendering, `limit` takes more than a rendering may.
 */
export type TemplateFault = 'syntax' | 'refused' | 'unknown' | 'value' | 'limit';

/** Where a mistake is; what the innermost code does not know is added on the way out. */
export interface TemplatePlace {
  readonly template?: string;
  readonly position?: Position;
  /** The text of the expression or attribute at fault, at most 200 characters. */
  readonly expression?: string;
}

/** A template that cannot be compiled or rendered. The message says what to change and repeats nothing of the model. */
export class TemplateError extends Error {
  constructor(
    readonly fault: TemplateFault,
    message: string,
    readonly place: TemplatePlace = {},
  ) {
    // Where it is in the template counts. A trace of calls would keep alive all that was being compiled or rendered.
    const calls = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = calls;
    this.name = 'TemplateError';
  }

  /** The same with what it does not know yet about its place. */
  at(place: TemplatePlace): TemplateError {
    return new TemplateError(this.fault, this.message, { ...place, ...this.place });
  }
}
