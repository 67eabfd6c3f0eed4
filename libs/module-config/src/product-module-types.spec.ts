import { isProductModuleType } from './product-module-types.js';

describe('isProductModuleType', () => {
  test.each(['SECURITY_OUT_SMRT', 'SECURITY_OUT_SMART2', 'security_in_local', 'SECURITY_IN_LOCAL ', 'ADMIN', ''])(
    'does not know %j',
    (type) => {
      expect(isProductModuleType(type)).toBe(false);
    },
  );

  test.each([
    'SECURITY_OUT_SMART',
    'SECURITY_IN_LDAP',
    'ADMIN_JSON',
    'CLUSTER_MGR',
    'ENDPOINT_FHIR_REST',
    'PERSISTENCE_R4',
  ])('knows %s', (type) => {
    expect(isProductModuleType(type)).toBe(true);
  });
});
