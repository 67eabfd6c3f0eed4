import { printed } from '../../printed.js';
import type { Scope } from '../../scope.js';
import { TemplateError } from '../../template-error.js';
import type { Value } from '../../value.js';

/** A method that expressions may call on a value. Arguments are values, never code. @throws TemplateError `value` */
export interface ValueMethod<T> {
  /** How many arguments it takes, at least and at most. */
  readonly takes: readonly [number, number];
  readonly call: (self: T, given: readonly Value[], scope: Scope) => Value;
}

export type MethodTable<T> = ReadonlyMap<string, ValueMethod<T>>;

export function method<T>(least: number, most: number, call: ValueMethod<T>['call']): ValueMethod<T> {
  return { takes: [least, most], call };
}

/** An argument as a text; null is refused. @throws TemplateError `value` */
export function textArgument(given: readonly Value[], at: number, scope: Scope): string {
  const value = given[at] ?? null;
  if (value === null) throw new TemplateError('value', 'A method was given null where it takes a text.');
  return printed(value, scope);
}

/** An argument as a whole number within bounds; `otherwise` where it is not given. @throws TemplateError `value` */
export function indexArgument(given: readonly Value[], at: number, most: number, otherwise = 0): number {
  if (at >= given.length) return otherwise;
  const value = Number(given[at]);
  if (!Number.isInteger(value) || value < 0 || value > most)
    throw new TemplateError('value', 'A method was given a position that is outside of its text or list.');
  return value;
}
