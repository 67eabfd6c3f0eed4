import type { ChangeAuthor } from '#protocol/administration/change-author';
import { isSecretReference } from '#protocol/administration/secret-reference';
import type { FieldProblem } from '#protocol/json/json-fields';
import { declaredProperty, type ModuleTypeProperties } from '../catalogue/module-type-properties.js';
import { isSettled } from './settled-option.js';

/** A change of a module's options. */
export interface CarriedOptions {
  readonly type: ModuleTypeProperties;
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
  /** Keys of the options that are different. */
  readonly changed: readonly string[];
  /** Keys of the options that have what is stored because something stood for it: who sent that need not know it. */
  readonly kept: readonly string[];
}

/**
 * Secrets that would stay while it changes where they are sent: who may change that need not know them, and could have them sent to themselves (V-72).
 * Who gives the same again knows it. A variable that has no value yet is a name of what somebody else knows. The operator, who has the database, is
 * not asked.
 */
export function carriedSecretProblems(
  { authorities }: ChangeAuthor,
  { type, before, after, changed, kept }: CarriedOptions,
): readonly FieldProblem[] {
  if (authorities === undefined) return [];
  return [...after].flatMap(([field, text]) => {
    const { givenFor = [] } = declaredProperty(type, field) ?? {};
    const isUnseen = kept.includes(field) || (text === before.get(field) && isSecretReference(text));
    const isKept = isUnseen && text !== '';
    const moved = changed.filter((key) => {
      const property = declaredProperty(type, key);
      return property !== undefined && givenFor.includes(property.key) && !isSettled(property, { type, before, after });
    });
    if (!isKept || moved.length === 0) return [];
    const problem = `stays only with the address it was given for, and ${moved.join(', ')} would be different`;
    return [{ field, problem, remedy: 'Give the secret itself again' }];
  });
}
