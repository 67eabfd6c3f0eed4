import type { FragmentRead } from '#thymeleaf/expression/expressions';
import type { Position } from '#thymeleaf/template-error';
import type { InspectedExpression } from '#thymeleaf/template/template-inspection';
import type { SkinFinding } from '../package/skin-finding.js';
import type { CheckedTemplate, Findings } from './checked-skin.js';
import { finding } from './finding.js';
import { meantName } from './near-name.js';

/** Different fragments of a template that are looked for: each costs a walk through the other one. */
const MOST_FRAGMENTS = 200;
const MOST_NAMES = 100;

/** Those of one template that are looked for at once. */
const AT_ONCE = 20;

/** Fragments that are named and do not exist. Where something else may stand in (`~{a :: b} ?: …`) that is no mistake. */
export function* checkFragments(checked: CheckedTemplate): Findings {
  const { templates } = checked.skin.compiled;
  for (const reads of Map.groupBy(
    different(checked.template.inspection.fragments),
    ({ template }) => template,
  ).values())
    for (let at = 0; at < reads.length; at += AT_ONCE) {
      const missing = templates.missingAmong(reads.slice(at, at + AT_ONCE));
      yield [];
      for (const read of missing) yield [missingFragment(read, checked)];
    }
}

function missingFragment(
  { template: named = '', selector, position: place }: FragmentRead,
  { skin, template }: CheckedTemplate,
): SkinFinding {
  const { templates } = skin.compiled;
  const expression = expressionAt(template.inspection.expressions, place);
  const isThere = templates.find(named) !== undefined;
  const near = isThere ? '' : meantName(named, [...templates.templates.keys()].slice(0, MOST_NAMES));
  const problem = `puts in ${selector === undefined ? named : `${named} :: ${selector}`}, which does not exist${near}`;
  const code = expression.includes('?') ? 'fragment-optional' : 'fragment-missing';
  return finding(code, { file: template.name, place, expression, problem });
}

function different(fragments: readonly FragmentRead[]): readonly FragmentRead[] {
  const keyOf = ({ template, selector, own }: FragmentRead): string => JSON.stringify([template, selector, own]);
  const unique = new Map(fragments.toReversed().map((read) => [keyOf(read), read] as const));
  return [...unique.values()].reverse().slice(0, MOST_FRAGMENTS);
}

/** The expression that a place is in: the last one that begins before it. */
function expressionAt(expressions: readonly InspectedExpression[], place: Position): string {
  let nearest: InspectedExpression | undefined;
  for (const one of expressions)
    if (isBefore(one.position, place) && (nearest === undefined || isBefore(nearest.position, one.position)))
      nearest = one;
  return nearest?.source ?? '';
}

function isBefore(one: Position, other: Position): boolean {
  return one.line < other.line || (one.line === other.line && one.column <= other.column);
}
