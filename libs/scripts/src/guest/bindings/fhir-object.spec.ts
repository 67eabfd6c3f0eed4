import { fhirObject, type FhirResource } from './fhir-object.js';

const full = (): FhirResource =>
  fhirObject({
    resourceType: 'Patient',
    id: '1',
    name: [{ family: 'Muster', given: ['Eva', 'Maria'] }, { text: 'Evi' }],
    contact: [{ relationship: [{ text: 'mother' }] }],
  });
const referenceParts = (): unknown => {
  const { managingOrganization } = fhirObject({
    resourceType: 'Patient',
    managingOrganization: { reference: 'Organization/7' },
  });
  const id = managingOrganization.getReferenceElement();
  return [id.getResourceType(), id.getIdPart(), id.getValue()];
};
const sparse = (resourceType = 'Patient'): FhirResource => fhirObject({ resourceType, id: '1' });

test.each<[string, (patient: FhirResource) => unknown, unknown]>([
  ['name[0].family', (patient) => patient['name'][0].family, 'Muster'],
  ['name.family', (patient) => patient['name'].family, 'Muster'],
  ['name.given', (patient) => [...patient['name'].given], ['Eva', 'Maria']],
  ['name[1].given', (patient) => patient['name'][1].given.length, 0],
  ['name[1].family', (patient) => patient['name'][1].family, undefined],
  ['contact.telecom.value', (patient) => patient['contact'].telecom.value, undefined],
  ['contact.name', (patient) => patient['contact'].name, undefined],
  ['contact.relationship.coding.code', (patient) => patient['contact'].relationship.coding.code, undefined],
  [
    'getNameFirstRep().getNameAsSingleString()',
    (patient) => patient['getNameFirstRep']().getNameAsSingleString(),
    'Eva Maria Muster',
  ],
  [
    'getNameFirstRep().getGivenAsSingleString()',
    (patient) => patient['getNameFirstRep']().getGivenAsSingleString(),
    'Eva Maria',
  ],
  ['a reference in its parts', referenceParts, ['Organization', '7', 'Organization/7']],
])('%s of what is there', (_path, read, expected) => {
  expect(read(full())).toEqual(expected);
});

test.each(['identifier', 'name', 'telecom', 'address', 'extension', 'communication', 'photo'])(
  'an absent %s, which may repeat, is an empty list that nobody sees',
  (name) => {
    for (const each of [sparse('Patient'), sparse('Practitioner')]) {
      const list = each[name];

      expect([
        list.value,
        list[0],
        list.length,
        list.size(),
        each[`has${name[0]?.toUpperCase()}${name.slice(1)}`](),
      ]).toEqual([undefined, undefined, 0, 0, false]);
      expect(each[`get${name[0]?.toUpperCase()}${name.slice(1)}`]().isEmpty()).toBe(true);
      expect([name in each, Object.keys(each)]).toEqual([false, ['resourceType', 'id']]);
      expect(JSON.parse(each.toJson())).toEqual({ resourceType: each.resourceType, id: '1' });
      expect(JSON.parse(JSON.stringify(each))).toEqual({ resourceType: each.resourceType, id: '1' });
    }
  },
);

test.each([
  ['Patient', 'birthDate'],
  ['Patient', 'maritalStatus'],
  ['Location', 'name'],
  ['Location', 'address'],
  ['Organization', 'name'],
  ['Bundle', 'identifier'],
  ['Basic', 'name'],
])('of a %s, an absent %s is undefined: there is one at most', (type, name) => {
  expect(sparse(type)[name]).toBeUndefined();
});
