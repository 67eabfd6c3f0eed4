import type { ConfigurationProblem } from '#module-config/property.port';
import type { TermsOptions } from './terms.options.js';

/** Terms that nobody can read, or that nobody is asked to agree to. */
export function termsWarnings(moduleId: string, { version, textFile }: TermsOptions): readonly ConfigurationProblem[] {
  const key = (name: string): string => `module.${moduleId}.config.tos.${name}`;
  if (version !== undefined && textFile === undefined) {
    const problem = 'is missing: people are asked to agree to terms that the page does not show';
    return [{ key: key('text_file'), problem, remedy: 'Name a file with the terms as plain text.' }];
  }
  if (version === undefined && textFile !== undefined) {
    const problem = 'is missing: nobody is asked to agree to the terms of tos.text_file';
    return [{ key: key('version_string'), problem, remedy: 'Write a version, such as 2026-11.' }];
  }
  return [];
}
