import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { FieldProblem } from '#protocol/json/json-fields';
import { declaredProperty, type ModuleTypeProperties } from '../catalogue/module-type-properties.js';

/** A change of a module's options. */
export interface CarriedOptions {
  readonly type: ModuleTypeProperties;
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
  /** Keys of the options that are different. */
  readonly changed: readonly string[];
}

/**
 * Secrets that would stay while it changes where they are sent: who may change that need not know them, and could have them sent to themselves (V-72).
 * The operator, who has the database, is not asked.
 */
export function carriedSecretProblems(
  { authorities }: ChangeAuthor,
  { type, before, after, changed }: CarriedOptions,
): readonly FieldProblem[] {
  if (authorities === undefined) return [];
  return [...after.keys()].flatMap((field) => {
    const { givenFor = [] } = declaredProperty(type, field) ?? {};
    const isKept = !changed.includes(field) && (before.get(field) ?? '') !== '';
    const moved = changed.filter((key) => givenFor.includes(declaredProperty(type, key)?.key ?? ''));
    if (!isKept || moved.length === 0) return [];
    const problem = `stays only with the address it was given for, and ${moved.join(', ')} would be different`;
    return [{ field, problem, remedy: 'Give the secret itself again' }];
  });
}
