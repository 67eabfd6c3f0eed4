import { defaultExpressionLimits } from '../expression/expression-limits.js';
import { TemplateError } from '../template-error.js';

/**
 * Units of work that one template may take: its parts, some of them compiled more than once, and more for what has an expression. Pages have some
 * thousands; one unit takes about a microsecond and some hundred bytes.
 */
export const greatestWork = 30_000;

/** Units of the templates of one skin together. */
export const greatestWorkTogether = 200_000;

/** Characters of an expression that are as much work as a part of its own. */
const charactersOfUnit = 4;

/** Units that an expression takes; of one that is too long nothing is read. */
export function workOf({ length }: string): number {
  return length > defaultExpressionLimits.characters ? 1 : workOfCharacters(length);
}

/** The same, however long it is. */
export function workOfCharacters(length: number): number {
  return 1 + Math.ceil(length / charactersOfUnit);
}

/** A template that takes too much to be compiled: nothing of it can be rendered. */
export class CompileLimit extends TemplateError {
  constructor(message: string) {
    super('limit', message);
  }
}

/** What several templates may take together. */
export class CompileWork {
  constructor(private left: number) {}

  /** @throws CompileLimit where nothing is left */
  spend(units: number): void {
    this.left -= units;
    if (this.left < 0)
      throw new CompileLimit('All templates together have too many parts: leave out what no page needs.');
  }
}
