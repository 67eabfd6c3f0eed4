import type { InlineMode } from './inlining.js';
import type { MarkupNode } from './markup/markup-nodes.js';
import type { CompiledNodes } from './render-scope.js';
import type { TemplateBuild } from './template-build.js';

/** How what is inside an element is read. */
export interface Surroundings {
  readonly template: TemplateBuild;
  readonly mode: InlineMode;
  /** The raw text element around: its texts are a program in the end, however they are inlined. */
  readonly program: 'script' | 'style' | undefined;
  /** Compiles what is inside. */
  readonly compile: (nodes: readonly MarkupNode[], surroundings: Surroundings) => CompiledNodes;
}
