import { Property } from '../property-declaration.js';
import { refusedProblems } from './refused-properties.js';

class Scripts {
  @Property({ key: 'post_authorize_script.file', help: 'File.' })
  readonly file?: string;

  @Property({ key: 'post_authorize_script.text', help: 'Text.' })
  readonly text?: string;
}

class NoScripts {}

const problemsOf = (type: string, config: Readonly<Record<string, string>>, optionsClass = Scripts) =>
  refusedProblems(optionsClass, new Map(Object.entries(config)), type);
const keysOf = (type: string, config: Readonly<Record<string, string>>): readonly string[] =>
  problemsOf(type, config).map(({ key }) => key);

test.each([
  ['post_authorise_script.text', 'post_authorize_script.text'],
  ['PostAuthorizeScript_script.file', 'post_authorize_script.file'],
  ['callback_script.file', 'post_authorize_script.file'],
  ['Post_Authorize_Script.Text', 'post_authorize_script.text'],
  ['POST_AUTHORIZE_SCRIPT.FILE', 'post_authorize_script.file'],
  ['SECURITY_OUT_SMART.POST_AUTHORIZE_SCRIPT.FILE', 'post_authorize_script.file'],
  ['post-authorize-script.text', 'post_authorize_script.text'],
  ['postAuthorizeScript.text', 'post_authorize_script.text'],
  ['post_authorize_script.txt', 'post_authorize_script.text'],
  ['post_authorize_script', 'post_authorize_script'],
  ['post_authorize_scripts.file', 'post_authorize_script.file'],
  ['post_authorizescript.fiel', 'post_authorize_script.file'],
  ['callback_script.path', 'post_authorize_script'],
  ['security_in_local.post_authorize_script.text', 'post_authorize_script.text'],
  [`${'x.'.repeat(50_000)}script.text`, 'post_authorize_script'],
])('ruling 53: %s names a script that nothing would run; most likely %s is meant', (key, near) => {
  const problems = problemsOf('SECURITY_OUT_SMART', { [key]: 'function f() {}', port: '1' });

  expect(problems.map((each) => each.key)).toEqual([key]);
  expect(problems[0]?.remedy).toContain(near);
});

test('ruling 53: scripts of a module that runs none, and of what is not offered, are refused with the reason', () => {
  expect(problemsOf('CLUSTER_MGR', { 'callback_script.text': 'f()' }, NoScripts)).toMatchObject([
    { key: 'callback_script.text', remedy: expect.stringContaining('run no scripts') as string },
  ]);
});

test.each([
  'post_authorize_script.file',
  'post_authorize_script.text',
  'security_out_smart.post_authorize_script.text',
])('ruling 15: %s is run', (key) => {
  expect(keysOf('SECURITY_OUT_SMART', { [key]: 'function f() {}' })).toEqual([]);
});

test.each([
  ['post_authorise_script.text', ' '],
  ['callback_script.file', ''],
  ['Post_Authorize_Script.Text', ' '],
  ['ecmascript_module', 'true'],
  ['script.compute_limt', '100'],
  ['reload_scripts_on_save', 'true'],
  ['client_secret.mask_description', 'true'],
  ['rest_hook.subscription.text', 'a'],
  ['debug.debug_enabled', 'true'],
  ['user_self_registration.referer_url_list.text', 'http://a.example'],
])('%s=%s names no script', (key, value) => {
  expect(keysOf('SECURITY_OUT_SMART', { [key]: value })).toEqual([]);
});

test.each(['tls.enabled', 'anonymous.access.enabled', 'davinci.consent_handling', 'security_out_smart.tls.enabled'])(
  'ruling 15, ruling 55: %s must not be true',
  (key) => {
    expect(keysOf('SECURITY_OUT_SMART', { [key]: ' TRUE ' })).toEqual([key]);
    for (const value of ['false', '', '1', 'yes']) expect(keysOf('SECURITY_OUT_SMART', { [key]: value })).toEqual([]);
  },
);

test('a switch is refused where the type of module has it, with the reason and what to use', () => {
  expect(keysOf('SECURITY_IN_LOCAL', { 'tls.enabled': 'true', 'security_out_smart.tls.enabled': 'true' })).toEqual([]);
  expect(problemsOf('ADMIN_JSON', { 'tls.enabled': 'true' })).toEqual([
    {
      key: 'tls.enabled',
      problem: 'is true, but this server does not offer it',
      remedy:
        'Set it to false and use a TLS proxy and an https issuer.url. (The server speaks http; TLS ends at the proxy in front of it.)',
    },
  ]);
});
