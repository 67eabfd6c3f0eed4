import { parseSmartScope, type SmartScope } from './smart-scope.js';

/** A kind of records within a resource type, as the search parameter `category` names it. */
interface Category {
  /** `system|code`. */
  readonly value: string;
  /** In plain words, to follow "See". */
  readonly words: string;
}

const of = (system: string, words: Readonly<Record<string, string>>): readonly Category[] =>
  Object.entries(words).map(([code, text]) => ({ value: `${system}|${code}`, words: text }));

/** The categories that US Core has scopes for, then the others of FHIR's own list (US Core 7, "SMART scopes"). */
const categories: ReadonlyMap<string, readonly Category[]> = new Map([
  [
    'Condition',
    [
      ...of('http://terminology.hl7.org/CodeSystem/condition-category', {
        'problem-list-item': 'problems on the problem list',
        'encounter-diagnosis': 'diagnoses made at visits and stays',
      }),
      ...of('http://hl7.org/fhir/us/core/CodeSystem/condition-category', { 'health-concern': 'health concerns' }),
    ],
  ],
  [
    'Observation',
    [
      ...of('http://terminology.hl7.org/CodeSystem/observation-category', {
        laboratory: 'laboratory results',
        'vital-signs': 'vital signs such as blood pressure',
        'social-history': 'social history such as smoking',
        survey: 'answers to surveys and assessments',
        exam: 'findings of examinations',
        imaging: 'findings of imaging',
        procedure: 'findings of procedures',
        therapy: 'results of therapies',
        activity: 'physical activity such as exercise',
      }),
      ...of('http://hl7.org/fhir/us/core/CodeSystem/us-core-category', {
        sdoh: 'living conditions such as housing and food',
        'functional-status': 'coping with daily life',
        'disability-status': 'disabilities',
        'cognitive-status': 'memory and thinking',
        'treatment-intervention-preference': 'wishes about treatments',
        'care-experience-preference': 'wishes about the way of care',
      }),
    ],
  ],
]);

/** One category of a scope, as a scope of its own. */
export interface ScopePart {
  readonly scope: string;
  /** A few words, as of a list. */
  readonly label: string;
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
    label: words.charAt(0).toUpperCase() + words.slice(1),
  }));
}

/** What the records of a granular scope are called, where it names one category that is known. */
export function categoryWords({ resourceType, search }: SmartScope): string | undefined {
  return categories.get(resourceType)?.find(({ value }) => search === `category=${value}`)?.words;
}
