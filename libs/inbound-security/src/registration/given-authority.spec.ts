import { givenAuthority } from './given-authority.js';

const REFUSED = [
  ...['VIEW_USERS', 'UPDATE_MODULE_CONFIG', 'CONTROL_MODULE', 'OPENID_CONNECT_EDIT_SERVER', 'VIEW_AUDIT_LOG'],
  ...['OPENID_CONNECT_MANAGE_KEYSTORES', 'OPENID_CONNECT_MANAGE_GLOBAL_SESSIONS', 'GATEHOUSE_CREATE_LAUNCH'],
  ...['ROLE_SYSTEM', 'ROLE_FHIR_CLIENT_SUPERUSER', 'ROLE_FHIR_CLIENT_SUPERUSER_RO'],
];

test.each(REFUSED)('S-08, R-17: no stranger gets %s', (permission) => {
  expect(givenAuthority(permission)).toBeUndefined();
});

test.each([
  ['OPENID_CONNECT_EDIT_CLIENT', { permission: 'OPENID_CONNECT_EDIT_CLIENT' }],
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
