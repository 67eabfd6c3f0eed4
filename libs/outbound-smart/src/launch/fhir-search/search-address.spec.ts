import { fieldsOf, knownAddress, offeredAddress, searchAddress } from './search-address.js';

const base = 'https://fhir.example/r4';
const patients = { resourceType: 'Patient' };
const visits = { resourceType: 'Encounter', patient: 'p1' };

function queryOf(address: string | undefined): unknown {
  return Object.fromEntries(new URL(address ?? '').searchParams);
}

describe('STD L3: what can be searched by', () => {
  test.each([
    { searched: patients, fields: ['name', 'birthDate', 'identifier'] },
    { searched: { resourceType: 'Location', patient: 'p1' }, fields: ['name', 'identifier'] },
    { searched: { resourceType: 'ImagingStudy' }, fields: ['identifier'] },
    { searched: { resourceType: 'Encounter' }, fields: ['identifier'] },
    { searched: visits, fields: [] },
  ])('$searched.resourceType: $fields', ({ searched, fields }) => {
    expect(fieldsOf(searched)).toEqual(fields);
  });
});

test('the visits of the patient are offered, newest first; of others nothing is', () => {
  const address = offeredAddress(base, visits);

  expect(address).toMatch(/^https:\/\/fhir\.example\/r4\/Encounter\?/);
  expect(queryOf(address)).toEqual({ patient: 'p1', _sort: '-date', _count: '20' });
  expect([patients, { resourceType: 'Encounter' }].map((each) => offeredAddress(base, each))).toEqual([
    undefined,
    undefined,
  ]);
});

test('a search has what was typed', () => {
  const terms = { name: 'Marsh', birthDate: '1984-05', identifier: '7' };

  expect(queryOf(searchAddress(base, patients, terms))).toEqual({
    ...{ name: 'Marsh', birthdate: '1984-05', identifier: '7', _count: '20' },
  });
});

describe('V-87: what is typed is a value', () => {
  test.each([
    { typed: 'a,b', value: String.raw`a\,b` },
    { typed: 'urn:x|', value: String.raw`urn:x\|` },
    { typed: String.raw`a$b\c`, value: String.raw`a\$b\\c` },
    { typed: 'x&_include=*#', value: 'x&_include=*#' },
    { typed: '../../admin?x=1', value: '../../admin?x=1' },
  ])('$typed', ({ typed, value }) => {
    const address = new URL(searchAddress(base, patients, { identifier: typed }));

    expect([address.pathname, address.hash]).toEqual(['/r4/Patient', '']);
    expect(queryOf(address.href)).toEqual({ identifier: value, _count: '20' });
  });

  test('the ids that a form names are asked for within the record of the patient', () => {
    expect(queryOf(knownAddress(base, visits, ['e1', 'e2,e3']))).toMatchObject({
      ...{ _id: String.raw`e1,e2\,e3`, patient: 'p1' },
    });
  });
});
