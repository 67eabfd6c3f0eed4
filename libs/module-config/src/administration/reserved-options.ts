import { isUnlimited } from '#protocol/administration/author-problems';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { FieldProblem } from '#protocol/json/json-fields';
import { declaredProperty, type ModuleTypeProperties } from '../catalogue/module-type-properties.js';
import { holdsVariable } from '../seed-variables.js';
import { isSettled } from './settled-option.js';

const REMEDY =
  'Leave it as it is, or let somebody make the change who has ROLE_SUPERUSER, or the operator by the gatehouse command';

const RESERVED = {
  problem: 'decides whom the server believes, how people get in, where apps are sent or which file is read',
  remedy: REMEDY,
};

/** What is said of options for which silence would let people in. */
const OPEN = {
  problem: 'is a way in, which a module has unless it is told otherwise',
  remedy:
    'Write false, or let somebody make the module who has ROLE_SUPERUSER, or the operator by the gatehouse command',
};

const NOTHING: ReadonlyMap<string, string> = new Map();

/** Options that a change would give another text, or none. */
export interface OptionChange {
  readonly type: ModuleTypeProperties;
  /** Absent for a module that is to be made. */
  readonly before?: ReadonlyMap<string, string>;
  readonly changed: readonly string[];
  readonly after: ReadonlyMap<string, string>;
}

/**
 * What an author may not change of a module. Whoever gives the server its keys, its seed files or the modules it believes gives everybody whatever
 * they like, whoever takes locks and second factors off sign-ins gets in as somebody else, and nobody gives what they do not hold (V-100); variables
 * and files would show what is on the machine (V-102, S-05). What comes to the same as before is no change.
 */
export function reservedOptionProblems(author: ChangeAuthor, change: OptionChange): readonly FieldProblem[] {
  if (isUnlimited(author)) return [];
  const given = change.changed.flatMap((field) => givenProblem(field, change) ?? []);
  return change.before === undefined ? [...given, ...openProblems(change)] : given;
}

function givenProblem(field: string, { type, after, ...change }: OptionChange): FieldProblem | undefined {
  const property = declaredProperty(type, field);
  // A new module's ways in are judged whether anything is said of them or not.
  if (property?.opensByDefault === true && change.before === undefined) return undefined;
  const { before = NOTHING } = change;
  if (property?.reserved === true && !isSettled(property, { type, before, after })) return { field, ...RESERVED };
  if (holdsVariable(after.get(field) ?? ''))
    return { field, problem: 'holds a variable of the server', remedy: REMEDY };
  return undefined;
}

function openProblems({ type, after }: OptionChange): readonly FieldProblem[] {
  return type.properties
    .filter(({ opensByDefault }) => opensByDefault === true)
    .filter((property) => !isSettled(property, { type, before: new Map([[property.key, 'false']]), after }))
    .map(({ key }) => ({ field: key, ...OPEN }));
}
