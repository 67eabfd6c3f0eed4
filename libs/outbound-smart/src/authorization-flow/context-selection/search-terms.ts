import type { SearchField, SearchTerms } from '../../launch/context-source.port.js';

/** What a person has to type differently. */
export type TermsProblem = 'nothing-typed' | 'birth-date';

/** The terms that can be searched by. */
export function usableTerms(terms: SearchTerms, fields: readonly SearchField[]): SearchTerms {
  return Object.fromEntries(Object.entries(terms).filter(([field]) => fields.some((each) => each === field)));
}

/** Why nothing is searched: everybody there is, is no answer to anything; a birth date is one of the calendar, or its beginning. */
export function termsProblem({ birthDate, ...others }: SearchTerms): TermsProblem | undefined {
  if (birthDate !== undefined && !isDate(birthDate)) return 'birth-date';
  return birthDate === undefined && Object.keys(others).length === 0 ? 'nothing-typed' : undefined;
}

/** FHIR date: year, month or day. */
function isDate(text: string): boolean {
  if (!/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/.test(text)) return false;
  const day = new Date(text);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
