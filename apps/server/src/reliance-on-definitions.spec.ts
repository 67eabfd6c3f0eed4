import { readSmartInbound } from '#inbound-security/smart/read-smart-inbound';
import { relianceOnDefinitions, type RelyingModule } from './reliance-on-definitions.js';

const IN = 'SECURITY_IN_SMART';
const OUT = 'SECURITY_OUT_SMART';

interface Written {
  readonly type: string;
  readonly config: Readonly<Record<string, string>>;
}

/** @param running what runs of the module */
function reliance({ type, config }: Written, running: Partial<RelyingModule['live']> = {}): string | undefined {
  const values = Object.entries(config).map(([key, value]) => [key, { value, origin: 'file' }] as const);
  const module = { nodeId: 'Master', moduleId: 'm', type, requires: new Map(), config: new Map(values) };
  const live = { inboundSmart: new Map(), outbound: new Map(), ...running };
  return relianceOnDefinitions({ moduleId: 'm', definitions: [module], live });
}

test.each<Written & { readonly expected: string | undefined }>([
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
  expect(reliance({ type, config })).toBe(expected);
});

test('V-100: what runs counts as long as it does, whatever is defined meanwhile', () => {
  const options = { codap: { enabled: true } };
  const outbound = new Map([['m', { options }]]) as unknown as RelyingModule['live']['outbound'];
  const config = new Map([['callback_script.text', 'function onAuthenticateSuccess(o) { return o; }']]);
  const { instance } = readSmartInbound({ nodeId: 'Master', moduleId: 'm', config }, new Set());

  expect(reliance({ type: OUT, config: {} }, { outbound })).toBe('codap.enabled');
  expect(reliance({ type: IN, config: {} }, { inboundSmart: new Map([['m', instance]]) })).toBe('callback_script');
});
