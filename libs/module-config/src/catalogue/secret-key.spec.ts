import type { DeclaredProperty } from '../property-declaration.js';
import { isSecretKey } from './secret-key.js';

const property = (key: string, more: Partial<DeclaredProperty> = {}): DeclaredProperty => ({
  key,
  help: 'Help.',
  field: 'field',
  type: 'string',
  ...more,
});
const module = {
  type: 'SECURITY_OUT_SMART',
  properties: [
    property('acr.password'),
    property('greeting', { secret: true, aliases: ['welcome'] }),
    property('openid.signing.jwks_text', { secret: true }),
  ],
};

test.each([
  'greeting',
  'welcome',
  'security_out_smart.greeting',
  'security_out_smart.welcome',
  'openid.signing.jwks_text',
  'tls.keystore.password',
  'tls.keystore.keypass',
  'introspection_client.truststore.password',
  'security_out_smart.tls.truststore.password',
  'ldap.system_user.password',
  'relying_party.default.signing_key.password',
  'db.password',
  'PASSWORD',
  'broker.userPassword',
  'smtp_password',
  'aws.secretkey',
  'aws.secret_access_key',
  'storage.account-key',
  'sms.auth_token',
  'client.secret',
  'license.jwt',
  'kafka.sasl.jaas.config',
])('V-102: the value of %s is a secret', (key) => {
  expect(isSecretKey(module, key)).toBe(true);
});

test.each([
  'acr.password',
  'security_out_smart.acr.password',
  'password_pattern',
  'password_encoding_type',
  'password_case_sensitive',
  'cache_successful_credentials',
  'client_secret.encoding',
  'client_secret.expiry_duration_days',
  'cache.authorized_tokens.millis',
  'openid.signing.jwks_file',
  'openid.signing.keystore_id',
  'tls.keystore.file',
  'tls.keystore.keyalias',
  'key_validation.prevent_token_key_reuse',
  'post_authorize_script.text',
])('the value of %s is none', (key) => {
  expect(isSecretKey(module, key)).toBe(false);
});

test('a type that is not part of this server declares nothing: names alone decide', () => {
  const stranger = { type: 'SECURITY_IN_LDAP', properties: [] };

  expect(['acr.password', 'greeting'].map((key) => isSecretKey(stranger, key))).toEqual([true, false]);
});
