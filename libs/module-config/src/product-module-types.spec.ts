import { isProductModuleType, misspeltType } from './product-module-types.js';

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
    'TRANSACTION_LOG_BROKER',
    'AUDIT_LOG_PERSISTENCE',
  ])('knows %s', (type) => {
    expect(isProductModuleType(type)).toBe(true);
  });
});

describe('misspeltType', () => {
  const supported = ['SECURITY_OUT_SMART', 'SECURITY_IN_LOCAL', 'SECURITY_IN_SMART', 'ADMIN_JSON', 'CLUSTER_MGR'];

  test.each([
    ['security_out_smart', 'SECURITY_OUT_SMART'],
    ['SECURITY_OUT_SMRT', 'SECURITY_OUT_SMART'],
    [' ADMIN_JSN ', 'ADMIN_JSON'],
  ])('%j was to be %s', (type, meant) => {
    expect(misspeltType(type, supported)).toBe(meant);
  });

  test.each([
    'SECURITY_IN_LDAP',
    'SECURITY_IN_SAML',
    'SECURITY_IN_SCRIPT',
    'ADMIN_WEB',
    'LICENSE',
    'x'.repeat(100_000),
  ])('nothing is near a type of its own', (type) => {
    expect(misspeltType(type, supported)).toBeUndefined();
  });
});
