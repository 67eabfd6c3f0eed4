import type { RenderLimits } from '../../limits.js';
import type { Environment } from '../../scope.js';
import { recordOf, type ValueRecord } from '../../value.js';
import { compileTemplates } from '../compile-templates.js';
import { renderTemplate } from '../render-template.js';

const nothing = recordOf([]);

export const environment: Environment = {
  ...{ locale: 'en', contextPath: '', timeZone: 'UTC', now: new Date('2026-01-02T03:04:05Z') },
  ...{ message: (key) => (key === 'greeting' ? 'Hello <b>{0}</b>' : undefined), objects: nothing, parameters: nothing },
  ...{ escapesModelText: true, handlers: 'strict', notice: () => undefined },
};

/** What one template, or the first of several, gives with a model. */
export function rendered(
  source: string | Readonly<Record<string, string>>,
  model: ValueRecord = nothing,
  { limits, ...changes }: Partial<Environment> & { readonly limits?: RenderLimits } = {},
): string {
  const sources = typeof source === 'string' ? { page: source } : source;
  const compiled = compileTemplates(new Map(Object.entries(sources)));
  const rendering = { model, environment: { ...environment, ...changes }, now: () => 0, ...(limits && { limits }) };
  return renderTemplate(compiled, Object.keys(sources)[0] ?? '', rendering);
}
