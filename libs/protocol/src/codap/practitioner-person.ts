import { isFhirObject, listOf, textOf, type FhirObject } from '../smart/fhir-json.js';

/** What a FHIR Practitioner says of a person; '' where it says nothing. */
export interface PractitionerPerson {
  readonly familyName: string;
  readonly givenName: string;
  readonly email: string;
}

/** Names that are no longer borne, or not for apps to show. */
const UNUSED = ['old', 'maiden', 'anonymous', 'temp', 'nickname'];

/** The official name of a practitioner, else the first one that counts today, and their first e-mail address (FHIR HumanName, ContactPoint). */
export function practitionerPerson(practitioner: FhirObject): PractitionerPerson {
  const names = listOf(practitioner['name']).filter(isFhirObject);
  const usable = names.filter(({ use }) => !UNUSED.some((each) => each === use));
  const name = usable.find(({ use }) => use === 'official') ?? usable[0];
  const contacts = listOf(practitioner['telecom']).filter(isFhirObject);
  const email = contacts.find(({ system, use }) => system === 'email' && use !== 'old');
  return {
    familyName: textOf(name?.['family']) ?? '',
    givenName: listOf(name?.['given'])
      .filter((each) => typeof each === 'string')
      .join(' '),
    email: textOf(email?.['value']) ?? '',
  };
}
