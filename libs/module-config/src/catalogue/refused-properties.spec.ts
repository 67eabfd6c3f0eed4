import { refusedProblems } from './refused-properties.js';

const keysOf = (type: string, config: Readonly<Record<string, string>>): readonly string[] =>
  refusedProblems(type, new Map(Object.entries(config))).map(({ key }) => key);

test.each([
  'post_authorize_script.file',
  'post_authorize_script.text',
  'codap.auth_script.file',
  'codap.auth_script.text',
  'callback_script.file',
  'callback_script.text',
  'user_self_registration.create_script.file',
  'user_self_registration.create_script.text',
  'security_out_smart.codap.auth_script.text',
  'post_authorise_script.text',
])('ruling 53: %s names a script', (key) => {
  expect(keysOf('SECURITY_OUT_SMART', { [key]: 'function f() {}', port: '1' })).toEqual([key]);
});

test.each([
  ['post_authorize_script.text', ' '],
  ['codap.auth_script.file', ''],
  ['ecmascript_module', 'true'],
  ['debug.debug_enabled', 'true'],
  ['user_self_registration.referer_url_list.text', 'http://a.example'],
])('%s=%s names no script', (key, value) => {
  expect(keysOf('SECURITY_OUT_SMART', { [key]: value })).toEqual([]);
});

test.each([
  'tls.enabled',
  'anonymous.access.enabled',
  'codap.enabled',
  'davinci.consent_handling',
  'security_out_smart.tls.enabled',
])('ruling 15, ruling 55: %s must not be true', (key) => {
  expect(keysOf('SECURITY_OUT_SMART', { [key]: ' TRUE ' })).toEqual([key]);
  for (const value of ['false', '', '1', 'yes']) expect(keysOf('SECURITY_OUT_SMART', { [key]: value })).toEqual([]);
});

test('a switch is refused where the type of module has it, with the reason and what to use', () => {
  expect(keysOf('SECURITY_IN_LOCAL', { 'tls.enabled': 'true', 'security_out_smart.tls.enabled': 'true' })).toEqual([]);
  expect(refusedProblems('ADMIN_JSON', new Map([['tls.enabled', 'true']]))).toEqual([
    {
      key: 'tls.enabled',
      problem: 'is true, but this server does not offer it',
      remedy:
        'Set it to false and use a TLS proxy and an https issuer.url. (The server speaks http; TLS ends at the proxy in front of it.)',
    },
  ]);
});
