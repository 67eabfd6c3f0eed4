import type { AttributeSlots } from './attribute-slots.js';
import type { ProgramLanguage } from '../program/place.js';
import type { InlineMode } from './inlining.js';
import type { MarkupNode } from './markup/markup-nodes.js';
import type { CompiledNodes } from './render-scope.js';
import type { TemplateBuild } from './template-build.js';

/** How what is inside an element is read. */
export interface Surroundings {
  readonly template: TemplateBuild;
  readonly mode: InlineMode;
  /** The raw text element around: its texts are a program in the end, however they are inlined. */
  readonly program: ProgramLanguage | undefined;
  /** What the select around does with an option: selects it, where the select is a field of a form. */
  readonly options?: ((option: AttributeSlots) => void) | undefined;
  /** Compiles what is inside. */
  readonly compile: (nodes: readonly MarkupNode[], surroundings: Surroundings) => CompiledNodes;
}
