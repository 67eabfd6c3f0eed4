import { parseExpression } from '../expression/parse-expression.js';
import type { Surroundings } from './surroundings.js';
import { unescapedSource } from './unescaped-source.js';
import type { NodeList } from './compiled-nodes.js';
import type { OutputNode } from './markup/markup-nodes.js';
import { escapedWriter, rawWriter } from './value-writers.js';

/** `[[…]]` and `[(…)]`. */
export function compileOutput(node: OutputNode, surroundings: Surroundings, list: NodeList): void {
  const { template, mode } = surroundings;
  const position = template.positionAt(node.valueOffset);
  template.spendFor(node.source);
  const expression = parseExpression(unescapedSource(node.source, mode).trim(), position);
  template.recorder.expression(expression, { attribute: '', unescaped: !node.escaped });
  const writer = node.escaped ? escapedWriter(expression, mode) : rawWriter(expression);
  list.render((scope, output) => {
    writer.write(writer.value(scope, output), scope, output);
  });
}
