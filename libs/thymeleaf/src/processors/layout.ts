import { parseFragmentExpression } from '../expression/parse-fragment.js';
import { renderNodes } from '../template/compiled-nodes.js';
import type { ElementBuild } from '../template/element-build.js';
import { evaluated, placed } from '../template/evaluated.js';
import { contentOf } from '../template/fragment-content.js';
import { elementsWhere, layoutAttribute, pieceOf } from '../template/layout-layers.js';
import type { LayoutLayer } from '../template/render-scope.js';
import type { MarkupNode } from '../template/markup/markup-nodes.js';
import { TemplateError } from '../template-error.js';
import { FragmentValue } from '../value.js';
import { requiredSource } from './directive-values.js';
import { insertion, replacement } from './fragment-insertion.js';
import { around, within, type AroundBuilder, type Processor } from './processor.js';

/** layout:decorate: the layout is rendered, with the fragments, the title and the head of this page in their places. */
const decoration: AroundBuilder = (directive, element) => {
  const expression = parseFragmentExpression(requiredSource(directive), directive.position);
  element.template.recorder.expression(expression, { attribute: directive.attribute.name, unescaped: false });
  const layer = layerOf(element);
  return () => (scope, output) => {
    const fragment = evaluated(expression, scope, 'restricted');
    const content = fragment instanceof FragmentValue ? contentOf(fragment) : undefined;
    if (!content) return placed(expression, scope, withoutLayout);
    const locals = placed(expression, scope, () => content.parameters(scope));
    const { template } = fragment as FragmentValue;
    const within = scope.with({ template, locals, layers: [...scope.layers, layer] });
    scope.budget.inside(() => renderNodes(content.nodes, within, output));
  };
};

function withoutLayout(): never {
  throw new TemplateError('unknown', 'There is no such layout.');
}

function layerOf(element: ElementBuild): LayoutLayer {
  const { node, template } = element;
  const compiled = (nodes: readonly MarkupNode[]): LayoutLayer['head'] => element.compile(nodes);
  const fragments = elementsWhere(node.children, (each) => layoutAttribute(each, 'fragment') !== undefined);
  const [head] = elementsWhere(node.children, ({ lowerName }) => lowerName === 'head');
  const isTitle = (each: MarkupNode): boolean => each.kind === 'element' && each.lowerName === 'title';
  const headNodes = head?.children ?? [];
  return {
    template: template.name,
    fragments: new Map(
      fragments.map((each) => [fragmentName(layoutAttribute(each, 'fragment') ?? ''), compiled([each])] as const),
    ),
    title: compiled(headNodes.filter(isTitle).slice(0, 1)),
    head: compiled(headNodes.filter((each) => !isTitle(each))),
  };
}

/** layout:fragment: in a layout the element of the same name that a page has takes its place. */
const layoutFragment: AroundBuilder = (directive) => {
  const name = fragmentName(requiredSource(directive));
  return (inner) => (scope, output) => {
    const piece = pieceOf(scope.layers, ({ fragments }) => fragments.get(name));
    if (!piece) return renderNodes(inner, scope, output);
    const { nodes, template, layers } = piece;
    scope.budget.inside(() => renderNodes(nodes, scope.with({ template, layers }), output));
  };
};

function fragmentName(source: string): string {
  return (source.split('(')[0] ?? '').trim();
}

/** What is the title's business: see the title of layouts. */
const pattern = within(1500, () => undefined);

export const layoutProcessors: ReadonlyMap<string, Processor> = new Map([
  ['decorate', around(0, decoration)],
  ['decorator', around(0, decoration)],
  ['fragment', around(1, layoutFragment)],
  ['insert', around(100, insertion('nodes'))],
  ['include', around(100, insertion('inner'))],
  ['replace', around(100, replacement)],
  ['title-pattern', pattern],
]);
