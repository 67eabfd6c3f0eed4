import { parseSequence } from '../expression/parse-sequence.js';
import { renderNodes } from '../template/compiled-nodes.js';
import { evaluated, placed } from '../template/evaluated.js';
import { requireTrue } from './conditions.js';
import { requiredSource } from './directive-values.js';
import type { AroundBuilder } from './processor.js';

/** th:assert: expressions that all have to hold. */
export const assertion: AroundBuilder = (directive, { template }) => {
  const specification = parseSequence(requiredSource(directive), directive.position);
  template.recorder.expression(specification, { attribute: directive.attribute.name, unescaped: false });
  return (inner) => (scope, output) => {
    for (const expression of placed(specification, scope, () => specification.parts(scope)))
      placed(expression, scope, () => requireTrue(evaluated(expression, scope)));
    renderNodes(inner, scope, output);
  };
};
