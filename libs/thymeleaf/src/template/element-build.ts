import type { Renderer } from './render-scope.js';
import { AttributeSlots } from './attribute-slots.js';
import type { InlineMode } from './inlining.js';
import type { ElementNode, MarkupNode } from './markup/markup-nodes.js';
import type { CompiledNodes } from './render-scope.js';
import type { Surroundings } from './surroundings.js';
import type { RemovedPart } from './removal.js';
import type { TemplateBuild } from './template-build.js';
import type { Expression } from '../expression/expressions.js';

/** An element while it is compiled: what its processors make of it. */
export class ElementBuild {
  readonly attributes: AttributeSlots;
  /** What is rendered in place of the content, given the content. */
  body: ((original: Renderer) => Renderer) | undefined;
  /** Whether a fragment may take the place of the content, decided when rendering. */
  insertsFragment = false;
  /** Whether only the content is rendered. */
  tagless: boolean;
  /** th:remove: what of the element is left out. */
  removal: Expression | RemovedPart | undefined;
  /** What is put in front of the element, and behind it. */
  before: Renderer | undefined;
  after: Renderer | undefined;
  /** What is done with the options inside: those of a select that is a field of a form. */
  options: Surroundings['options'];

  /** How texts inside are read. */
  mode: InlineMode;

  constructor(
    readonly node: ElementNode,
    private readonly surroundings: Surroundings,
    /** Blanks in front of the element, which each round of a loop gets. */
    readonly blankBefore: string,
  ) {
    this.mode = surroundings.mode;
    this.attributes = new AttributeSlots(surroundings.template, node);
    this.tagless = isBlock(node);
  }

  get template(): TemplateBuild {
    return this.surroundings.template;
  }

  /** The script or style sheet that it is or stands in: texts inside are a program. */
  get program(): Surroundings['program'] {
    return this.surroundings.program;
  }

  /** Compiles nodes as what is inside of the element, or otherwise where that is said. */
  compile(
    nodes: readonly MarkupNode[],
    otherwise: Partial<Pick<Surroundings, 'mode' | 'program'>> = {},
  ): CompiledNodes {
    return this.surroundings.compile(nodes, {
      ...this.surroundings,
      mode: this.mode,
      options: this.options ?? this.surroundings.options,
      ...otherwise,
    });
  }
}

/** `<th:block>`, `<th-block>`, `[#]`: rendered without tags. */
export function isBlock({ bracket, lowerName }: ElementNode): boolean {
  return bracket === '[#'
    ? lowerName === '' || lowerName === 'th:block'
    : lowerName === 'th:block' || lowerName === 'th-block';
}
