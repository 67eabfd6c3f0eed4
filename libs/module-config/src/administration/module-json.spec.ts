import { isSecretReference } from '#protocol/administration/secret-reference';
import { masked, moduleJson, referenced, removed, withoutSecrets } from './module-json.js';

const module = {
  ...{ nodeId: 'Master', moduleId: 'a', type: 'SECURITY_OUT_SMART', version: 3 },
  options: new Map([
    ['port', '9200'],
    ['one.key', 'canary-1'],
    ['other.key', 'canary-2'],
    ['third.key', "#{env['THIRD']}"],
    ['unset.key', ' '],
  ]),
  dependencies: new Map([['SECURITY_IN_UP', 'local']]),
};
const shownWith = (text: typeof masked) =>
  moduleJson(withoutSecrets(module, { isSecret: (_type, key) => key.endsWith('key') }, text)).options;

test.each([
  { name: 'masked', text: masked, stands: '***' },
  { name: 'removed', text: removed, stands: '[REMOVED]' },
])('V-50: secrets are $name; a variable is none, nor is a blank', ({ text, stands }) => {
  expect(shownWith(text)).toEqual([
    { key: 'one.key', value: stands },
    { key: 'other.key', value: stands },
    { key: 'port', value: '9200' },
    { key: 'third.key', value: "#{env['THIRD']}" },
    { key: 'unset.key', value: ' ' },
  ]);
});

test('V-50: in an export each secret has a variable of its own', () => {
  const values = shownWith(referenced).flatMap(({ key, value }) =>
    key.endsWith('key') && value !== ' ' ? [value] : [],
  );

  expect(values.map(isSecretReference)).toEqual([true, true, true]);
  expect(new Set(values).size).toBe(3);
  expect(JSON.stringify(values)).not.toContain('canary');
});
