import { isJsonObject } from '#protocol/json/json-object';
import { isResourceId } from '#protocol/smart/resource-id';
import { resourceTypes } from '#protocol/smart/resource-type';
import type { ContextChoice } from './context-choice.js';

/** A choice of a configured list. */
export interface ListedContext extends ContextChoice {
  /** User names of those who may choose it; `*` = everybody who can sign in. */
  readonly users: readonly string[];
  /** Id of the patient whose visit it is. */
  readonly patient?: string;
}

/** Longest list, and longest text of an entry, in characters. */
const MOST_ENTRIES = 1_000;
const LONGEST_TEXT = 200;

const texts: ReadonlySet<string> = new Set(['display', 'birthDate', 'sex', 'identifier', 'description']);

/**
 * Reads the file of a static list: `{ "contexts": [ { "resourceType": "Patient", "id": "1", "display": "…", "users": ["amelia"] } ] }`.
 * @throws TypeError — what is wrong with it, in words for the operator
 */
export function readContextList(document: unknown): readonly ListedContext[] {
  const entries = isJsonObject(document) ? document['contexts'] : undefined;
  if (!Array.isArray(entries) || entries.length > MOST_ENTRIES)
    throw new TypeError(`has no list "contexts" of at most ${String(MOST_ENTRIES)} entries`);
  const contexts = entries.map(readEntry);
  const keys = contexts.map(({ resourceType, id }) => `${resourceType}/${id}`);
  const twice = keys.find((key, place) => keys.indexOf(key) !== place);
  if (twice !== undefined) throw new TypeError(`has ${twice} twice`);
  return contexts;
}

function readEntry(entry: unknown, place: number): ListedContext {
  const refuse = (problem: string): never => {
    throw new TypeError(`has an entry contexts[${String(place)}] ${problem}`);
  };
  if (!isJsonObject(entry)) return refuse('that is no object');
  const { resourceType, id, display, users, patient, ...others } = entry;
  if (typeof resourceType !== 'string' || !resourceTypes.has(resourceType))
    return refuse('without a resourceType of FHIR');
  if (!isResourceId(id)) return refuse('without an id of FHIR');
  if (typeof display !== 'string' || display.trim() === '') return refuse('without a display');
  // Whoever may see a patient is said, never assumed.
  if (!isListOfTexts(users)) return refuse('without users; list their names, or "*" for everybody');
  if (patient !== undefined && !isResourceId(patient)) return refuse('whose patient is no id of FHIR');
  for (const [name, value] of Object.entries({ display, ...others }))
    if (!texts.has(name) || typeof value !== 'string' || value.length > LONGEST_TEXT)
      return refuse(`whose ${name} is unknown or no short text`);
  return entry as unknown as ListedContext;
}

function isListOfTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string' && each !== '');
}
