import type { ConfigurationProblem } from '#module-config/property.port';
import type { ContextSelectionOptions } from '../launch/context-selection.options.js';

/** A property that a source of the context selection page cannot do without. */
interface NeededProperty {
  readonly key: string;
  readonly of: (options: ContextSelectionOptions) => string | undefined;
}

const needed: ReadonlyMap<string, readonly NeededProperty[]> = new Map([
  ['static_list', [{ key: 'context_selection.list_file', of: ({ listFile }) => listFile }]],
  [
    'fhir_search',
    [
      { key: 'context_selection.fhir_base_url', of: ({ fhirBaseUrl }) => fhirBaseUrl },
      { key: 'context_selection.fhir_client_id', of: ({ fhirClientId }) => fhirClientId },
    ],
  ],
]);

/** What is missing for the configured source; keys without the module. */
export function contextSourceProblems(options: ContextSelectionOptions): readonly ConfigurationProblem[] {
  const missing = (needed.get(options.source) ?? []).filter(({ of }) => (of(options) ?? '').trim() === '');
  return missing.map(({ key }) => ({
    key,
    problem: `is not set, but context_selection.source is ${options.source}`,
    remedy: 'Set it, or leave out context_selection.source.',
  }));
}
