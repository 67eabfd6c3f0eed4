import { sortUnknownKeys, unknownKeyWarnings } from './accepted-keys.js';

test.each([
  ['SECURITY_OUT_SMART', 'threadpool.min', true],
  ['SECURITY_OUT_SMART', 'tls.keystore.file', true],
  ['SECURITY_OUT_SMART', 'security_out_smart.cors.enable', true],
  ['SECURITY_OUT_SMART', 'password_pattern', false],
  ['SECURITY_OUT_SMART', 'prot', false],
  ['SECURITY_OUT_SMART', 'tlsx', false],
  ['SECURITY_IN_LOCAL', 'tfa.totp.issuer_name', true],
  ['SECURITY_IN_LOCAL', 'port', false],
  ['UNHEARD_OF', 'port', false],
])('%s %s is a key of the product: %p', (type, key, known) => {
  expect(sortUnknownKeys(type, [key])).toEqual({ withoutEffect: known ? [key] : [], unknown: known ? [] : [key] });
});

test('warns once for each kind, with the keys as they stand in the file', () => {
  const keys = sortUnknownKeys('SECURITY_OUT_SMART', ['prot', 'pin_host', 'threadpool.max']);

  expect(unknownKeyWarnings('smart_auth', keys)).toEqual([
    'These properties are accepted and have no effect: module.smart_auth.config.pin_host, module.smart_auth.config.threadpool.max',
    'These properties are unknown and ignored; check their spelling: module.smart_auth.config.prot',
  ]);
  expect(unknownKeyWarnings('smart_auth', { withoutEffect: [], unknown: [] })).toEqual([]);
});
