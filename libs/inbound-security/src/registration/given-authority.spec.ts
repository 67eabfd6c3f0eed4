import { givenAuthority } from './given-authority.js';

test.each([
  ['ROLE_SUPERUSER', undefined],
  ['UPDATE_USER', undefined],
  ['SAVE_USER', undefined],
  ['CREATE_USER', undefined],
  ['NO_SUCH_PERMISSION', undefined],
  ['role_fhir_client', undefined],
  ['', undefined],
  ['FHIR_READ_ALL_IN_COMPARTMENT', undefined],
  ['ROLE_FHIR_CLIENT/x', undefined],
  ['ROLE_FHIR_CLIENT', { permission: 'ROLE_FHIR_CLIENT' }],
  ['ACCESS_ADMIN_JSON', { permission: 'ACCESS_ADMIN_JSON' }],
  ['AG_DEV_PORTAL_WRITE', { permission: 'AG_DEV_PORTAL_WRITE' }],
  ['FHIR_READ_ALL_IN_COMPARTMENT/Patient/123', { permission: 'FHIR_READ_ALL_IN_COMPARTMENT', argument: 'Patient/123' }],
])('%j gives %j', (text, expected) => {
  expect(givenAuthority(text)).toEqual(expected);
});
