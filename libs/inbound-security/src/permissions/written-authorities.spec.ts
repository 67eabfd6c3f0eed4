import fc from 'fast-check';
import { authorityFault } from '#protocol/permissions/authority-fault';
import { writtenAuthorities } from './written-authorities.js';

test.each([
  { texts: ['nonsense', 'role_fhir_client', 'FHIR_READ_ALL_OF_TYPE', 'ROLE_SUPERUSER/x'], authorities: [], unknown: 4 },
  { texts: [''], authorities: [], unknown: 0 },
  { texts: ['ROLE_FHIR_CLIENT'], authorities: [{ permission: 'ROLE_FHIR_CLIENT' }], unknown: 0 },
  {
    texts: ['ROLE_FHIR_CLIENT, VIEW_USERS', 'VIEW_USERS'],
    authorities: [{ permission: 'ROLE_FHIR_CLIENT' }, { permission: 'VIEW_USERS' }],
    unknown: 0,
  },
  {
    texts: ['FHIR_READ_ALL_IN_COMPARTMENT/Patient/123', 'FHIR_READ_ALL_OF_TYPE:Patient'],
    authorities: [
      { permission: 'FHIR_READ_ALL_IN_COMPARTMENT', argument: 'Patient/123' },
      { permission: 'FHIR_READ_ALL_OF_TYPE', argument: 'Patient' },
    ],
    unknown: 0,
  },
])('ruling 38: $texts', ({ texts, authorities, unknown }) => {
  const read = writtenAuthorities(texts);

  expect(read.authorities).toEqual(authorities);
  expect(read.unknown).toHaveLength(unknown);
});

test('whatever is written, what comes out is a permission that says what it gives', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (texts) => {
      expect(writtenAuthorities(texts).authorities.filter((each) => authorityFault(each) !== undefined)).toEqual([]);
    }),
  );
});
