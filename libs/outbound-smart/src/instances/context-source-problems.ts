import type { ConfigurationProblem } from '#module-config/property.port';
import type { OutboundSmartOptions } from '../outbound-smart.options.js';

/** A property that a source of the context selection page cannot do without. */
interface NeededProperty {
  readonly key: string;
  readonly of: (options: OutboundSmartOptions) => string | undefined;
}

const needed: ReadonlyMap<string, readonly NeededProperty[]> = new Map([
  ['static_list', [{ key: 'context_selection.list_file', of: ({ contextListFile }) => contextListFile }]],
  [
    'fhir_search',
    [
      { key: 'context_selection.fhir_base_url', of: ({ contextFhirBaseUrl }) => contextFhirBaseUrl },
      { key: 'context_selection.fhir_client_id', of: ({ contextFhirClientId }) => contextFhirClientId },
    ],
  ],
]);

/** What is missing for the configured source; keys without the module. */
export function contextSourceProblems(options: OutboundSmartOptions): readonly ConfigurationProblem[] {
  const missing = (needed.get(options.contextSource) ?? []).filter(({ of }) => (of(options) ?? '').trim() === '');
  return missing.map(({ key }) => ({
    key,
    problem: `is not set, but context_selection.source is ${options.contextSource}`,
    remedy: 'Set it, or leave out context_selection.source.',
  }));
}
