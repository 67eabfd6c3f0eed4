import { relianceOnDefinitions } from './reliance-on-definitions.js';

const IN = 'SECURITY_IN_SMART';
const OUT = 'SECURITY_OUT_SMART';

test.each<{ type: string; config: Readonly<Record<string, string>>; expected: string | undefined }>([
  { type: IN, config: {}, expected: undefined },
  { type: IN, config: { 'callback_script.text': ' ' }, expected: undefined },
  {
    type: IN,
    config: { 'callback_script.text': 'function onAuthenticateSuccess(o) { return o; }' },
    expected: 'callback_script',
  },
  { type: IN, config: { 'callback_script.file': 'library:claims' }, expected: 'callback_script' },
  {
    type: IN,
    config: { 'callback_script.file': 'classpath:a.js', 'callback_script.may_add_administrative_permissions': 'false' },
    expected: 'callback_script',
  },
  { type: IN, config: { 'username.plain': 'true' }, expected: 'username.plain' },
  {
    type: OUT,
    config: { 'post_authorize_script.file': 'classpath:a.js', 'federate_mode.enabled': 'true' },
    expected: undefined,
  },
  { type: OUT, config: { 'codap.enabled': 'true' }, expected: 'codap.enabled' },
  { type: OUT, config: { 'codap.enabled': 'false', 'codap.auth_script.file': 'classpath:a.js' }, expected: undefined },
  { type: 'SECURITY_IN_LOCAL', config: { 'callback_script.file': 'classpath:a.js' }, expected: undefined },
])('V-100: $type with $config relies on its definitions by $expected', ({ type, config, expected }) => {
  const values = Object.entries(config).map(([key, value]) => [key, { value, origin: 'file' }] as const);
  const module = { nodeId: 'Master', moduleId: 'm', type, requires: new Map(), config: new Map(values) };

  expect(relianceOnDefinitions(module)).toBe(expected);
});
