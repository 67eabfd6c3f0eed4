import type { Phrase } from '../phrase.js';
import { parseSmartScope, type SmartScope } from './smart-scope.js';

/** A kind of records within a resource type, as the search parameter `category` names it. */
interface Category {
  /** `system|code`. */
  readonly value: string;
  /** In plain words, to follow "See". */
  readonly words: Phrase;
}

const of = (system: string, codes: readonly string[]): readonly Category[] =>
  codes.map((code) => ({ value: `${system}|${code}`, words: { key: `category.${code}` } }));

/** The categories that US Core has scopes for, then the others of FHIR's own list (US Core 7, "SMART scopes"). */
const categories: ReadonlyMap<string, readonly Category[]> = new Map([
  [
    'Condition',
    [
      ...of('http://terminology.hl7.org/CodeSystem/condition-category', ['problem-list-item', 'encounter-diagnosis']),
      ...of('http://hl7.org/fhir/us/core/CodeSystem/condition-category', ['health-concern']),
    ],
  ],
  [
    'Observation',
    [
      ...of('http://terminology.hl7.org/CodeSystem/observation-category', [
        'laboratory',
        'vital-signs',
        'social-history',
        'survey',
        'exam',
        'imaging',
        'procedure',
        'therapy',
        'activity',
      ]),
      ...of('http://hl7.org/fhir/us/core/CodeSystem/us-core-category', [
        'sdoh',
        'functional-status',
        'disability-status',
        'cognitive-status',
        'treatment-intervention-preference',
        'care-experience-preference',
      ]),
    ],
  ],
]);

/** One category of a scope, as a scope of its own. */
export interface ScopePart {
  readonly scope: string;
  /** A few words, as of a list. */
  readonly label: Phrase;
}

/**
 * The granular scopes that a person may choose from in place of a scope for all Conditions or Observations; none for any other scope. A scope
 * in the words of SMART 1 is left alone: who asks in them could not read the answer (STD G10, S2).
 * @see SMART App Launch 2.2, "Finer-grained resource constraints using search parameters"
 */
export function scopeParts(scope: string): readonly ScopePart[] {
  const clinical = parseSmartScope(scope);
  if (clinical?.version !== 2 || clinical.search !== undefined || clinical.context === 'system') return [];
  return (categories.get(clinical.resourceType) ?? []).map(({ value, words }) => ({
    scope: `${scope}?category=${value}`,
    label: { ...words, startsSentence: true },
  }));
}

/** What the records of a granular scope are called, where it names one category that is known. */
export function categoryWords({ resourceType, search }: SmartScope): Phrase | undefined {
  return categories.get(resourceType)?.find(({ value }) => search === `category=${value}`)?.words;
}
