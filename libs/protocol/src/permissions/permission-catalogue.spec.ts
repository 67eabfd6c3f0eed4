import { isKnownPermission, needsArgument, permissionNames } from './permission-catalogue.js';

describe('isKnownPermission', () => {
  test.each(['', ' ', 'fhir_read_instance', 'FHIR_READ_INSTANCE ', 'ROLE_USER', 'constructor'])(
    'does not know "%s"',
    (name) => {
      expect(isKnownPermission(name)).toBe(false);
    },
  );

  test.each([
    'ROLE_ANONYMOUS',
    'ROLE_FHIR_CLIENT_SUPERUSER_RO',
    'ACCESS_ADMIN_JSON',
    'FHIR_READ_ALL_IN_COMPARTMENT',
    'OPENID_CONNECT_MANAGE_KEYSTORES',
    'VIEW_USERS',
  ])("knows the product's %s", (name) => {
    expect(isKnownPermission(name)).toBe(true);
  });

  test('ruling 41: knows our own permissions, all of which say so', () => {
    expect([...permissionNames].filter((name) => name.startsWith('GATEHOUSE_'))).toEqual([
      'GATEHOUSE_FHIR_ACCESS',
      'GATEHOUSE_CREATE_LAUNCH',
    ]);
  });

  test('holds 8 roles, 138 permissions and our own', () => {
    expect(permissionNames.size).toBe(8 + 138 + 2);
  });
});

test.each([
  ['FHIR_READ_INSTANCE', true],
  ['FHIR_WRITE_ALL_OF_TYPE', true],
  ['FHIR_DELETE_TYPE_IN_COMPARTMENT', true],
  ['FHIR_READ_ALL_IN_COMPARTMENT', true],
  ['GATEHOUSE_FHIR_ACCESS', true],
  ['FHIR_ACCESS_PARTITION_NAME', true],
  ['FHIR_EXTENDED_OPERATION_ON_SERVER', true],
  ['BLOCK_FHIR_READ_UNLESS_CODE_IN_VS', true],
  ['FHIR_ALL_READ', false],
  ['FHIR_DELETE_EXPUNGE', false],
  ['ROLE_FHIR_CLIENT', false],
])('ruling 38: %s needs an argument: %p', (permission, expected) => {
  expect(needsArgument(permission)).toBe(expected);
});
