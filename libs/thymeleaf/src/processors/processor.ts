import type { CompiledNodes, Renderer } from '../template/render-scope.js';
import type { ElementBuild } from '../template/element-build.js';
import type { Directive } from '../template/directive.js';

/**
 * What an attribute does. `around` decides whether, how often and with which variables all that comes after it is rendered; `within` changes the
 * attributes or the content of the element. Lower precedence is first, whatever the order in the page.
 */
export type Processor =
  | {
      readonly kind: 'around';
      readonly precedence: number;
      /** @throws TemplateError for a value that cannot be used */
      readonly build: (directive: Directive, element: ElementBuild) => (inner: CompiledNodes) => Renderer;
    }
  | {
      readonly kind: 'within';
      readonly precedence: number;
      /** @throws TemplateError for a value that cannot be used */
      readonly apply: (directive: Directive, element: ElementBuild) => void;
    };

/** Called when the element is compiled. */
export type AroundBuilder = Extract<Processor, { kind: 'around' }>['build'];
export type WithinBuilder = Extract<Processor, { kind: 'within' }>['apply'];

export function around(precedence: number, build: AroundBuilder): Processor {
  return { kind: 'around', precedence, build };
}

export function within(precedence: number, apply: WithinBuilder): Processor {
  return { kind: 'within', precedence, apply };
}
