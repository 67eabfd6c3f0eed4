import { isSecretReference } from '#protocol/administration/secret-reference';
import { mapTexts } from '#protocol/json/map-texts';
import type { FieldProblem } from '#protocol/json/json-fields';
import { substituteVariables, withoutVariables, type SeedVariables } from '#module-config/written-configuration.port';

/** Fields that may wait for their value: a secret that is still to come is kept as the reference it is. */
const SECRET_FIELDS = new Set([
  'secret',
  'secretHash',
  'password',
  'passwordHash',
  'tokenIntrospectionClientSecret',
  'jsonKeys',
]);

/** An entry with its variables replaced. */
export interface FilledEntry {
  readonly json: unknown;
  /** Variables without a value, where something else than a secret should stand. */
  readonly problems: readonly FieldProblem[];
}

/**
 * Replaces `#{env['X']}` and `#{systemProperties['X']}` in an entry (reference 13). In an answer of an administration API, which a `pid` tells, whoever
 * may write a name could have put them (V-102): there they only count where a secret is to stand.
 */
export function fillVariables(json: unknown, variables: SeedVariables): FilledEntry {
  const problems: FieldProblem[] = [];
  const isAnswer = typeof (json as { readonly pid?: unknown } | null)?.pid === 'number';
  const filled = mapTexts(json, (written, field) => {
    if (isAnswer && !mayWait(written, field)) return written;
    const { text, missing } = substituteVariables(written, variables);
    if (!mayWait(written, field)) problems.push(...missing.map((variable) => unsetProblem(field, variable)));
    return text;
  });
  return { json: filled, problems };
}

/** An entry as an export writes it: only the references in place of secrets are taken for variables when it is read again. */
export function withoutChanceVariables(json: unknown): unknown {
  return mapTexts(json, (text, field) => (mayWait(text, field) ? text : withoutVariables(text)));
}

function mayWait(text: string, field: string): boolean {
  return SECRET_FIELDS.has(field) && isSecretReference(text);
}

function unsetProblem(field: string, variable: string): FieldProblem {
  return { field, problem: `needs ${variable}, which has no value`, remedy: 'Set the variable and try again' };
}
