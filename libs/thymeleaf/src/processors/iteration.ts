import { itemsOf } from '../expression/items.js';
import { parseEach } from '../expression/parse-each.js';
import { renderNodes } from '../template/compiled-nodes.js';
import { evaluated, placed } from '../template/evaluated.js';
import { TemplateError } from '../template-error.js';
import { recordOf, type Value, type ValueRecord } from '../value.js';
import { requiredSource } from './directive-values.js';
import type { AroundBuilder } from './processor.js';

/** th:each: what comes after it once for each item, with the item and its status as local variables. */
export const each: AroundBuilder = (directive, { template, blankBefore }) => {
  const specification = parseEach(requiredSource(directive), directive.position);
  template.recorder.each(specification, directive.attribute.name);
  return (inner) => (scope, output) => {
    const { item, status, iterated } = placed(specification, scope, () => specification.parts(scope));
    const items = itemsOf(evaluated(iterated, scope));
    const { limits } = scope.budget;
    if (items.length > limits.items) placed(specification, scope, () => tooMany(limits.items));
    items.forEach((current, index) => {
      scope.budget.spend();
      scope.budget.checkTime();
      if (index > 0 && blankBefore) output.write(blankBefore);
      const locals = recordOf([
        [item, current],
        [status, statusOf(items, index)],
      ]);
      renderNodes(inner, scope.with({ locals }), output);
    });
  };
};

function tooMany(items: number): never {
  throw new TemplateError('limit', `A loop has more than ${String(items)} items.`);
}

/** Where a loop is: the names of the original. */
function statusOf(items: readonly Value[], index: number): ValueRecord {
  const count = index + 1;
  return recordOf([
    ['index', index],
    ['count', count],
    ['size', items.length],
    ['current', items[index] ?? null],
    ['even', count % 2 === 0],
    ['odd', count % 2 === 1],
    ['first', index === 0],
    ['last', count === items.length],
  ]);
}
