import { defaultExpressionLimits } from '../expression/expression-limits.js';
import { processorOf } from '../processors/processors.js';
import type { Processor } from '../processors/processor.js';
import type { Directive } from './directive.js';
import type { Surroundings } from './surroundings.js';
import { failing, renderNodes, renderProgram, NodeList } from './compiled-nodes.js';
import type { CompiledNodes, Renderer } from './render-scope.js';
import { headContent, titleElement } from './layout-head.js';
import { ElementBuild } from './element-build.js';
import { holdsRawText } from './markup/html-elements.js';
import type { ElementNode } from './markup/markup-nodes.js';
import type { ProgramLanguage } from '../program/place.js';
import { leftOf, removing, type ElementParts } from './removal.js';

interface Task {
  readonly directive: Directive;
  readonly processor: Processor;
}

/** What compiling an element writes to, and the blanks before the element. */
export interface ElementPlace {
  readonly list: NodeList;
  readonly blankBefore: string;
}

export function compileElement(
  node: ElementNode,
  surroundings: Surroundings,
  { list, blankBefore }: ElementPlace,
): void {
  const { template } = surroundings;
  template.recorder.enter(node);
  template.recorder.declare(fragmentParameters(node));
  const build = new ElementBuild(node, { ...surroundings, program: programOf(node, surroundings) }, blankBefore);
  const wrappers: ((inner: CompiledNodes) => Renderer)[] = [];
  for (const { directive, processor } of tasksOf(node, surroundings)) {
    const place = { offset: directive.attribute.valueOffset, expression: directive.source };
    template.spendFor(directive.source);
    template.attempt(
      () => {
        if (processor.kind === 'around') wrappers.push(processor.build(directive, build));
        else processor.apply(directive, build);
      },
      (mistake) => void wrappers.push(() => failing(mistake)),
      place,
    );
  }
  if (node.lowerName === 'option') surroundings.options?.(build.attributes);
  const parts = compiledParts(build);
  const nodes = node.lowerName === 'title' ? titleElement(node, parts) : parts;
  template.recorder.leave();
  list.append(wrappers.reduceRight<CompiledNodes>((inner, wrap) => [wrap(inner)], nodes));
}

function tasksOf(node: ElementNode, { template, mode }: Surroundings): readonly Task[] {
  return node.attributes
    .flatMap((attribute) => {
      const directive = template.directiveOf(attribute, node.bracket === '<' ? 'html' : mode);
      return directive ? [{ directive, processor: processorOf(directive) }] : [];
    })
    .sort((left, right) => left.processor.precedence - right.processor.precedence);
}

function compiledParts(build: ElementBuild): CompiledNodes {
  const parts: ElementParts = {
    tagless: build.tagless,
    content: () => contentOf(build),
    firstChild: () => firstChild(build),
    tagged: (content) => tagged(build, content),
  };
  const { removal } = build;
  const nodes = new NodeList();
  if (build.before && removal !== 'all') nodes.render(build.before);
  if (typeof removal === 'object') nodes.render(removing(removal, parts));
  else nodes.append(leftOf(parts, removal ?? (build.tagless ? 'tag' : 'none')));
  if (build.after && removal !== 'all') nodes.render(build.after);
  return nodes.compiled();
}

function tagged(build: ElementBuild, content: CompiledNodes): CompiledNodes {
  const { name, bracket, standalone, tail, closingTag } = build.node;
  const filled = standalone && content.length > 0;
  const nodes = new NodeList();
  nodes.text(bracket + name);
  build.attributes.compile(nodes);
  nodes.text((filled ? tail.replace('/', '').trimEnd() : tail) + (bracket === '<' ? '>' : ']'));
  nodes.append(content);
  if (filled) nodes.text(bracket === '<' ? `</${name}>` : `[/${name}]`);
  else if (!standalone) nodes.text(closingTag);
  return nodes.compiled();
}

function contentOf(build: ElementBuild): CompiledNodes {
  const children = build.compile(build.node.children);
  const content = build.insertsFragment ? [inserting(children)] : children;
  const original = build.node.lowerName === 'head' ? headContent(build.node, content) : content;
  return withinProgram(
    build,
    build.body ? [build.body((scope, output) => renderNodes(original, scope, output))] : original,
  );
}

/** Of a script or style sheet with something in it that depends on data. */
function withinProgram({ program, node }: ElementBuild, content: CompiledNodes): CompiledNodes {
  if (!program || node.bracket === '[#' || content.every((each) => typeof each === 'string')) return content;
  return [(scope, output) => renderProgram(content, program, scope, output)];
}

/** The fragment that th:insert found, else the content. */
function inserting(children: CompiledNodes): Renderer {
  return (scope, output) => renderNodes(scope.body?.nodes ?? children, scope, output);
}

function programOf(
  { bracket, lowerName, attributes }: ElementNode,
  { program }: Surroundings,
): Surroundings['program'] {
  if (bracket === '[#') return program;
  const type = attributes.find((each) => each.lowerName === 'type')?.value;
  const isMade = lowerName === 'script' && attributes.some((each) => typeSetters.has(each.lowerName));
  return isMade || holdsRawText(lowerName, type) ? (lowerName as ProgramLanguage) : undefined;
}

/** Attributes that may make a program of any script. */
const typeSetters: ReadonlySet<string> = new Set(
  ['type', 'attr', 'attrappend', 'attrprepend'].flatMap((name) => [`th:${name}`, `data-th-${name}`]),
);

/** Up to and with the first element inside; of later ones only the texts between them. */
function firstChild(build: ElementBuild): CompiledNodes {
  const { children } = build.node;
  const first = children.findIndex((child) => child.kind === 'element');
  const kept = children.filter((child, index) => index <= first || child.kind !== 'element');
  return withinProgram(build, build.compile(kept));
}

/** Names that th:fragment gives to what it is called with. */
function fragmentParameters({ attributes }: ElementNode): readonly string[] {
  const value = attributes.find(
    ({ lowerName }) => lowerName === 'th:fragment' || lowerName === 'data-th-fragment',
  )?.value;
  const begin = value?.indexOf('(') ?? -1;
  if (value === undefined || begin < 0 || value.length > defaultExpressionLimits.characters) return [];
  return value
    .slice(begin + 1, value.lastIndexOf(')'))
    .split(',')
    .map((name) => name.trim());
}
