import { cataloguedTypes } from '#module-config/catalogue/accepted-groups';
import { modulePropertiesOf } from './module-properties.js';

const LOCK = ['max_failed_logins_per_network', 'max_failed_logins_until_lock', 'lockout.seconds', 'lockout.permanent'];
const SECOND_FACTOR = [
  'tfa.totp.lock_after_failed_attempts',
  'tfa.programs_by_password_alone',
  'tfa.required_permissions',
  'tfa.totp.tolerated_steps',
  'passkeys.use',
];
const REMEMBERED = ['cache_successful_credentials', 'authentication_cache_duration'];
const PASSWORDS = ['password_pattern', 'weak_passwords.refused', 'weak_passwords.words', 'username_case_sensitive'];
const NARROWED = 'enforce_approved_scopes_to_restrict_permissions';

/** What decides how hard it is to get in, as whom, and from where (V-100). */
const waysIn: Readonly<Record<string, readonly string[]>> = {
  SECURITY_IN_LOCAL: [
    ...[...LOCK, ...SECOND_FACTOR, ...REMEMBERED, ...PASSWORDS],
    ...['create_unknown_users', 'user_self_registration.enabled'],
  ],
  SECURITY_IN_LDAP: [
    ...[...LOCK.slice(0, 3), ...SECOND_FACTOR, ...REMEMBERED],
    ...['look_again.minutes', 'look_again.outage_hours'],
  ],
  SECURITY_IN_SAML: ['relying_party.default.entity_id_template', 'relying_party.default.registration_id'],
  SECURITY_OUT_SMART: [
    ...['federate_mode.enabled', 'federate_mode.local_sign_in.enabled'],
    ...['saml.enabled', 'saml.local_sign_in.enabled', 'forgot_password.enabled', 'password_grant.enabled'],
    ...['acr.password', 'acr.second_factor', 'acr.second_factor_elsewhere_counts', 'passkeys.rp_id', NARROWED],
  ],
  SECURITY_IN_SMART: [
    ...['cache_authentication.seconds', 'introspection_client.jwks_cache.mins', NARROWED],
    ...[
      'authorization_endpoint',
      'token_endpoint',
      'introspection_endpoint',
      'revocation_endpoint',
      'management_endpoint',
    ],
  ],
  ADMIN_JSON: ['security.http.basic.enabled', 'security.oic.enabled'],
};

test.each(Object.entries(waysIn))('V-100: ways in of %s are for superusers alone', (type, keys) => {
  const open = keys.filter(
    (key) => modulePropertiesOf(type).properties.find((each) => each.key === key)?.reserved !== true,
  );

  expect(open).toEqual([]);
});

/** Secrets that stay in this server, whatever it is told to call. */
const sentNowhere: ReadonlySet<string> = new Set([
  'introspection_client.truststore.password',
  'openid.signing.jwks_text',
  'relying_party.default.keystore.password',
  'relying_party.default.keystore.text',
  'relying_party.default.signing_key.password',
]);

test.each(cataloguedTypes)('V-72: each secret of %s that is sent to somebody says what decides to whom', (type) => {
  const { properties } = modulePropertiesOf(type);
  const known = new Set(properties.map(({ key }) => key));
  const secrets = properties.filter(({ key, secret }) => secret === true && !sentNowhere.has(key));

  expect(secrets.filter(({ givenFor = [] }) => givenFor.length === 0).map(({ key }) => key)).toEqual([]);
  expect(secrets.flatMap(({ givenFor = [] }) => givenFor).filter((key) => !known.has(key))).toEqual([]);
});
