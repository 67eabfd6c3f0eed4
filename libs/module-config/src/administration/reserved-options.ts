import { isUnlimited } from '#protocol/administration/author-problems';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { FieldProblem } from '#protocol/json/json-fields';
import { declaredProperty, type ModuleTypeProperties } from '../catalogue/module-type-properties.js';
import { holdsVariable } from '../seed-variables.js';

const REMEDY =
  'Leave it as it is, or let somebody make the change who has ROLE_SUPERUSER, or the operator by the gatehouse command';

/** Options that a change would give another value, or none. */
export interface OptionChange {
  readonly type: ModuleTypeProperties;
  readonly changed: readonly string[];
  readonly after: ReadonlyMap<string, string>;
}

/**
 * What an author may not change of a module. Whoever gives the server its keys, its seed files or the modules it believes gives everybody whatever
 * they like, whoever takes locks and second factors off sign-ins gets in as somebody else, and nobody gives what they do not hold (V-100); variables
 * and files would show what is on the machine (V-102, S-05).
 */
export function reservedOptionProblems(
  author: ChangeAuthor,
  { type, changed, after }: OptionChange,
): readonly FieldProblem[] {
  if (isUnlimited(author)) return [];
  return changed.flatMap((field) => {
    if (declaredProperty(type, field)?.reserved === true)
      return [
        {
          field,
          problem: 'decides whom the server believes, how people get in, where apps are sent or which file is read',
          remedy: REMEDY,
        },
      ];
    if (holdsVariable(after.get(field) ?? ''))
      return [{ field, problem: 'holds a variable of the server', remedy: REMEDY }];
    return [];
  });
}
