import { generateKeyPairSync } from 'node:crypto';
import type { DeclaredProperty } from '../property-declaration.js';
import { isSecretKey, isSecretOption } from './secret-key.js';

const property = (key: string, more: Partial<DeclaredProperty> = {}): DeclaredProperty => ({
  key,
  help: 'Help.',
  field: 'field',
  type: 'string',
  ...more,
});
const PUBLIC_DER = generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
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
  'client.credentials',
  'license.jwt',
  'kafka.sasl.jaas.config',
  'openid.signing.jwks_txt',
  'openid.sining.jwks_tex',
  'tls.keystore.keypas',
  'security_out_smart.greting',
  'openid-signing-jwks-text',
  'OPENID_SIGNING_JWKS_TXT',
  'SECURITY_OUT_SMART.GREETING',
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
  const stranger = { type: 'ADMIN_WEB', properties: [] };

  expect(['acr.password', 'greeting'].map((key) => isSecretKey(stranger, key))).toEqual([true, false]);
});

test.each([
  '-----BEGIN PRIVATE KEY-----\nMII',
  '-----BEGIN RSA PRIVATE KEY-----',
  '{"keys":[{"kty":"RSA","n":"x","e":"AQAB","d":"abc"}]}',
  '{ "k" : "abc", "kty" : "oct" }',
  '"{\\"kty\\":\\"oct\\",\\"k\\":\\"abc\\"}"',
  "{kty: 'oct', k: 'abc'}",
  'text before ---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----',
  ...[
    generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'der', type: 'pkcs8' }),
    generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'der', type: 'pkcs1' }),
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'der', type: 'sec1' }),
    generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }),
  ].map((der) => der.toString('base64')),
])('V-102: a private key is a secret wherever it stands', (value) => {
  expect(isSecretOption(module, 'issuer.ulr', value)).toBe(true);
});

test.each([
  'postgres://gatehouse:a-password@db.example.org/cdr',
  'jdbc:postgresql://gatehouse:a%20password@db.example.org:5432/cdr',
  'redis://:a-password@cache.example.org',
  'https://a.example.org, https://user:a-password@b.example.org/',
  'jdbc:postgresql://db.example.org/cdr?user=gatehouse&password=a-password',
  'jdbc:sqlserver://db.example.org;user=sa;password=a-password;encrypt=true',
  'https://hooks.example.org/in?api_key=abcdef',
  'https://storage.example.org/cdr?access_token=abcdef',
])('V-102: a URL with what lets one in is a secret wherever it stands: %s', (value) => {
  expect(isSecretOption(module, 'db.url', value)).toBe(true);
});

test.each([
  'https://a.example.org/path',
  'https://user@a.example.org/',
  'https://a.example.org/who@where:8080',
  'https://a.example.org/?q=a:b@c',
  'jdbc:postgresql://db.example.org:5432/cdr?password=',
  'jdbc:postgresql://gatehouse:#{env["DB_PASSWORD"]}@db.example.org/cdr',
  "jdbc:postgresql://db.example.org/cdr?user=gatehouse&password=#{env['DB_PASSWORD']}",
  "const url = 'https://user:' + word + '@a.example.org';",
  'mailto:user@example.org',
])('%s holds none', (value) => {
  expect(isSecretOption(module, 'db.url', value)).toBe(false);
});

test.each(['{"kty":"RSA","n":"x","e":"AQAB"}', '-----BEGIN PUBLIC KEY-----', PUBLIC_DER, 'https://a.example.org', ''])(
  '%s is none',
  (value) => {
    expect(isSecretOption(module, 'issuer.ulr', value)).toBe(false);
  },
);
