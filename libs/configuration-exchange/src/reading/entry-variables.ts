import { isSecretReference } from '#protocol/administration/secret-reference';
import type { FieldProblem } from '#protocol/user/json-fields';
import { substituteSeedVariables, type SeedVariables } from '#module-config/written-configuration.port';

/** Fields that may wait for their value: a secret that is still to come is kept as the reference it is. */
const SECRET_FIELDS = new Set([
  'secret',
  'secretHash',
  'password',
  'passwordHash',
  'tokenIntrospectionClientSecret',
  'jsonKeys',
  'value', // Of a module's option: its own library knows which of them are secrets.
]);

/** An entry with its variables replaced. */
export interface FilledEntry {
  readonly json: unknown;
  /** Variables without a value, where something else than a secret should stand. */
  readonly problems: readonly FieldProblem[];
}

/** Replaces `#{env['X']}` and `#{systemProperties['X']}` in an entry (reference 13). */
export function fillVariables(json: unknown, variables: SeedVariables): FilledEntry {
  const { value, problems } = substituteSeedVariables(json, variables);
  if (problems.length === 0) return { json: value, problems: [] };
  const unset = problems.map(({ key }) => key);
  return { json: value, problems: [...unsetFields(value, unset)] };
}

/** @param field the nearest name above the value */
function* unsetFields(value: unknown, unset: readonly string[], field = ''): Generator<FieldProblem> {
  if (typeof value === 'string') {
    const missing = unset.find((variable) => value.includes(variable));
    const mayWait = SECRET_FIELDS.has(field) && isSecretReference(value);
    if (missing !== undefined && !mayWait) yield unsetProblem(field, missing);
  } else if (Array.isArray(value)) {
    for (const item of value) yield* unsetFields(item, unset, field);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) yield* unsetFields(member, unset, name);
  }
}

function unsetProblem(field: string, variable: string): FieldProblem {
  return { field, problem: `needs ${variable}, which has no value`, remedy: 'Set the variable and try again' };
}
