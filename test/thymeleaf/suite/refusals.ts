import type { SuiteTest } from './suite.js';

/** What the engine does otherwise on purpose, and how that shows in a test that Thymeleaf itself passes. */
export interface Refusal {
  readonly reason: string;
  /** A test is refused where its template or its name matches, … */
  readonly template?: RegExp;
  readonly name?: RegExp;
  /** … and where this came of it: an error of the engine, or a result that differs. */
  readonly shows: 'error' | 'difference';
}

/** Published in the report; a test that passes all the same counts as passed. */
export const refusals: readonly Refusal[] = [];

export function refusalOf({ name, test }: SuiteTest, shows: Refusal['shows']): Refusal | undefined {
  const templates = [...test.templates.values()].join('\n');
  return refusals.find(
    (refusal) =>
      refusal.shows === shows && (refusal.template?.test(templates) ?? true) && (refusal.name?.test(name) ?? true),
  );
}
