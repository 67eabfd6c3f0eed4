import { scriptProblems } from './script-keys.js';

const keysOf = (config: Readonly<Record<string, string>>): readonly string[] =>
  scriptProblems(new Map(Object.entries(config))).map(({ key }) => key);

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
  expect(keysOf({ [key]: 'function f() {}', port: '1' })).toEqual([key]);
});

test.each([
  ['post_authorize_script.text', ' '],
  ['codap.auth_script.file', ''],
  ['ecmascript_module', 'true'],
  ['debug.debug_enabled', 'true'],
  ['user_self_registration.referer_url_list.text', 'http://a.example'],
])('%s=%s names no script', (key, value) => {
  expect(keysOf({ [key]: value })).toEqual([]);
});
