import type { SkinFinding } from '../package/skin-finding.js';
import type { Position } from '#thymeleaf/template-error';
import type { CheckedSkin } from './checked-skin.js';
import { finding } from './finding.js';
import { meantName } from './near-name.js';

/** Fragments that are named and do not exist. Where something else may stand in (`~{a :: b} ?: …`) that is no mistake. */
export function checkFragments({ compiled: { inspected } }: CheckedSkin): readonly SkinFinding[] {
  return inspected.missingFragments().map(({ namedBy, template = '', selector, position: place }) => {
    const source = expressionAt(inspected.templates.get(namedBy)?.inspection.expressions ?? [], place);
    const isThere = inspected.find(template) !== undefined;
    const named = selector === undefined ? template : `${template} :: ${selector}`;
    const near = isThere ? '' : meantName(template, inspected.templates.keys());
    const problem = `puts in ${named}, which does not exist${near}`;
    return finding(source.includes('?') ? 'fragment-optional' : 'fragment-missing', {
      ...{ file: namedBy, place, expression: source, problem },
    });
  });
}

/** The expression that a place is in: the last one that begins before it. */
function expressionAt(
  expressions: readonly { readonly position: Position; readonly source: string }[],
  place: Position,
): string {
  const before = expressions
    .filter(({ position }) => isBefore(position, place))
    .toSorted((a, b) => (isBefore(a.position, b.position) ? -1 : 1));
  return before.at(-1)?.source ?? '';
}

function isBefore(one: Position, other: Position): boolean {
  return one.line < other.line || (one.line === other.line && one.column <= other.column);
}
