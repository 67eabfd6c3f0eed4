import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { SkinFinding } from '../package/skin-finding.js';

/** A finding as what is wrong with a change; the field says where in the skin. */
export function findingProblem({ file = 'skin', place, problem, remedy }: SkinFinding): FieldProblem {
  const field = place === undefined ? file : `${file}:${String(place.line)}:${String(place.column)}`;
  return { field, problem, remedy };
}

/** A change that is refused for one reason. */
export function refusedAs(
  field: string,
  problem: string,
  remedy: string,
): Extract<ChangeRefusal, { readonly kind: 'refused' }> {
  return { kind: 'refused', problems: [{ field, problem, remedy }] };
}
