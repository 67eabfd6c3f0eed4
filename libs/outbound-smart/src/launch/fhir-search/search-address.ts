import type { ContextQuestion, SearchField, SearchTerms } from '../context-source.port.js';

/** What is searched, as far as the address depends on it. */
export type SearchedType = Pick<ContextQuestion, 'resourceType' | 'patient'>;

/** Resources on one page. */
const PAGE_LENGTH = '20';
/** Ids that one address can hold. */
const MOST_IDS = 20;

const people: readonly SearchField[] = ['name', 'birthDate', 'identifier'];
const named: readonly SearchField[] = ['name', 'identifier'];
const fields: ReadonlyMap<string, readonly SearchField[]> = new Map([
  ['Patient', people],
  ['Person', people],
  ['RelatedPerson', people],
  ...['HealthcareService', 'Location', 'Organization', 'Practitioner'].map((type) => [type, named] as const),
]);

/** FHIR's names of what is typed. */
const parameterOf: Readonly<Record<SearchField, string>> = {
  name: 'name',
  birthDate: 'birthdate',
  identifier: 'identifier',
};

/** By what resources can be searched; the visits of a patient are listed instead. */
export function fieldsOf(searched: SearchedType): readonly SearchField[] {
  return isListed(searched) ? [] : (fields.get(searched.resourceType) ?? ['identifier']);
}

/** Address of what is offered before anybody searches: the patient's visits, newest first; absent = nothing is. */
export function offeredAddress(base: string, searched: SearchedType): string | undefined {
  return isListed(searched) ? addressOf(base, searched, { _sort: '-date', _count: PAGE_LENGTH }) : undefined;
}

/** Address of what fits the terms. What is typed is a value and nothing else, whatever FHIR's separators it holds. */
export function searchAddress(base: string, searched: SearchedType, terms: SearchTerms): string {
  const typed = fieldsOf(searched).flatMap((field) => {
    const value = terms[field];
    return value === undefined ? [] : [[parameterOf[field], escaped(value)] as const];
  });
  return addressOf(base, searched, { ...Object.fromEntries(typed), _count: PAGE_LENGTH });
}

/** Address of those of the resources that the person may see. The ids are claims of a form. */
export function knownAddress(base: string, searched: SearchedType, ids: readonly string[]): string {
  const asked = ids.slice(0, MOST_IDS).map(escaped).join(',');
  return addressOf(base, searched, { _id: asked, _count: PAGE_LENGTH });
}

/** Id of the patient whose resources alone are asked for: a visit belongs to the patient in context, a place does not. */
export function recordOf({ resourceType, patient }: SearchedType): string | undefined {
  return resourceType === 'Encounter' ? patient : undefined;
}

function isListed(searched: SearchedType): boolean {
  return recordOf(searched) !== undefined;
}

function addressOf(base: string, searched: SearchedType, query: Readonly<Record<string, string>>): string {
  const patient = recordOf(searched);
  const parameters = new URLSearchParams({ ...query, ...(patient !== undefined && { patient }) });
  return `${base}/${searched.resourceType}?${parameters.toString()}`;
}

/** @see FHIR R4 §3.1.1.5.7 escaping search parameters */
function escaped(value: string): string {
  return value.replaceAll(/[\\,$|]/g, String.raw`\$&`);
}
