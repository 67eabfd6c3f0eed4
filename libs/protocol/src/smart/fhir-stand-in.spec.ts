import { withStandIn } from './fhir-stand-in.js';

describe('withStandIn', () => {
  test.each([
    { name: 'a person with a FHIR resource keeps it', fhirUserUrl: 'https://fhir.example/Patient/1' },
    { name: 'reference 14.2, ruling 60: one without gets a RelatedPerson of their number' },
  ])('ruling 49: $name', ({ fhirUserUrl }) => {
    const person = { pid: 4711, username: 'amelia', ...(fhirUserUrl !== undefined && { fhirUserUrl }) };

    expect(withStandIn(person, 'https://auth.example/smart')).toEqual({
      ...person,
      fhirUserUrl: fhirUserUrl ?? 'https://auth.example/smart/fhir/RelatedPerson/4711',
    });
  });
});
