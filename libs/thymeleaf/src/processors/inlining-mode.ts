import type { InlineMode } from '../template/inlining.js';
import { TemplateError } from '../template-error.js';
import type { WithinBuilder } from './processor.js';

const modes: ReadonlySet<string> = new Set<InlineMode>(['none', 'text', 'html', 'javascript', 'css']);

/** th:inline: how texts inside are read. It is decided when the template is compiled, so it cannot depend on data. */
export const inlining: WithinBuilder = ({ source, name }, element) => {
  const mode = unquoted((source ?? '').trim()).toLowerCase();
  if (!modes.has(mode)) throw new TemplateError('syntax', `th:${name} takes none, text, html, javascript or css.`);
  element.mode = mode as InlineMode;
};

function unquoted(value: string): string {
  return value.startsWith("'") && value.endsWith("'") && value.length > 1 ? value.slice(1, -1) : value;
}
