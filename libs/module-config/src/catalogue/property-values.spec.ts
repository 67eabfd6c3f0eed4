import type { ConfigurationValue } from '../configuration-value.js';
import type { DeclaredProperty } from '../property-declaration.js';
import { propertyValues, type PropertyValue } from './property-values.js';

const property = (key: string, more: Partial<DeclaredProperty> = {}): DeclaredProperty => ({
  key,
  help: `Help of ${key}.`,
  field: 'field',
  type: 'string',
  ...more,
});
const module = {
  type: 'SECURITY_OUT_SMART',
  properties: [
    property('port', { default: 9200 }),
    property('timeout', { default: 30, unit: 'minutes' }),
    property('jwks_text', { secret: true }),
    property('tenant'),
    property('post_authorize_script.text'),
  ],
};
const from = (origin: ConfigurationValue['origin'], entries: Readonly<Record<string, string>>) =>
  Object.entries(entries).map(([key, value]): [string, ConfigurationValue] => [key, { value, origin }]);
const valuesOf = (...written: readonly (readonly [string, ConfigurationValue])[]): readonly PropertyValue[] =>
  propertyValues(module, new Map(written));
const find = (values: readonly PropertyValue[], key: string) => values.find((each) => each.key === key);

test('V-102: no value of a secret, whether it is declared, named or of a module that nobody knows', () => {
  const written = from('file', {
    jwks_text: 'canary-1',
    'tls.keystore.password': 'canary-2',
    'security_out_smart.tls.keystore.keypass': 'canary-3',
    'my.secret': 'canary-4',
  });

  const values = valuesOf(...written);
  const ofStranger = propertyValues(
    { type: 'PERSISTENCE_R4', properties: [] },
    new Map(from('database', { 'db.password': 'canary-5' })),
  );

  expect(JSON.stringify([values, ofStranger])).not.toContain('canary');
  const shown = values.filter(({ isSecret, origin }) => isSecret && origin === 'file').map(({ value }) => value);
  expect(shown).toEqual(['***', '***', '***', '***']);
  expect(ofStranger).toMatchObject([{ key: 'db.password', value: '***', isSecret: true, origin: 'database' }]);
});

test('ruling 55: what is supported is there always, with where its value comes from', () => {
  const values = valuesOf(...from('file', { port: '1' }), ...from('environment', { timeout: '5' }));

  expect(values.map(({ key, value, origin }) => [key, value, origin])).toEqual([
    ['port', '1', 'file'],
    ['timeout', '5', 'environment'],
    ['jwks_text', undefined, 'default'],
    ['tenant', undefined, 'default'],
    ['post_authorize_script.text', undefined, 'default'],
  ]);
  expect(find(valuesOf(), 'timeout')).toEqual({
    key: 'timeout',
    value: '30',
    origin: 'default',
    default: '30',
    unit: 'minutes',
    help: 'Help of timeout.',
    isSecret: false,
    status: { kind: 'supported' },
  });
});

test('what else is written follows as written: without effect with the reason, or unknown', () => {
  const values = valuesOf(...from('database', { prot: '2', 'skin.mine': 'x', pin_host: 'y' })).slice(5);

  expect(values).toMatchObject([
    { key: 'prot', value: '2', origin: 'database', status: { kind: 'unknown' } },
    { key: 'skin.mine', value: 'x', status: { kind: 'without-effect' } },
    { key: 'pin_host', value: 'y', status: { kind: 'without-effect', instead: 'issuer.url' } },
  ]);
});

test('ruling 15: another spelling is shown under the key, with how it was written', () => {
  const values = valuesOf(...from('file', { 'security_out_smart.port': '3', 'security_out_smart.prot': '4' }));

  expect(find(values, 'port')).toMatchObject({ value: '3', writtenAs: 'security_out_smart.port', origin: 'file' });
  expect(find(values, 'prot')).toMatchObject({ value: '4', writtenAs: 'security_out_smart.prot' });
  expect(values.filter(({ key }) => key === 'port')).toHaveLength(1);
});

test.each(['', ' ', '\n'])('reference 13: %j is not set, so that the default stands', (value) => {
  const values = valuesOf(...from('file', { port: value, jwks_text: value, prot: value }));

  expect(['port', 'jwks_text', 'prot'].map((key) => [find(values, key)?.origin, find(values, key)?.value])).toEqual([
    ['default', '9200'],
    ['default', undefined],
    ['default', undefined],
  ]);
});
