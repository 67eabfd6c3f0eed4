import type { ModuleDefinition } from './module-definitions.js';
import { propertiesNamedIn, withReferencedValues } from './option-references.js';

const variables = {
  environment: { DB_HOST: 'db1', DATABASE_URL: 'postgresql://canary', GATEHOUSE_ENCRYPTION_KEY: 'canary' },
  systemProperties: new Map([['tier', 'prod']]),
};
const module = (value: string): ModuleDefinition => ({
  ...{ nodeId: 'Master', moduleId: 'a', type: 'CLUSTER_MGR', requires: new Map() },
  config: new Map([['key', { value, origin: 'file' }]]),
});
const resolved = (value: string) => withReferencedValues(module(value), variables).config.get('key');

test.each([
  { written: "#{env['DB_HOST']}", value: 'db1' },
  { written: "  #{env['DB_HOST']} ", value: 'db1' },
  { written: "jdbc:postgresql://#{env['DB_HOST']}/#{systemProperties['tier']}", value: 'jdbc:postgresql://db1/prod' },
  { written: "#{'#{'}env['DB_HOST']}", value: "#{env['DB_HOST']}" },
  { written: 'plain', value: 'plain' },
])('$written is $value', ({ written, value }) => {
  expect(resolved(written)).toEqual({ value, origin: 'file' });
});

test('what has no value stays as it is written, and is named once', () => {
  const written = "#{env['NO']}:#{env['DB_HOST']}:#{env['NO']}";

  expect(resolved(written)).toEqual({
    value: "#{env['NO']}:db1:#{env['NO']}",
    origin: 'file',
    unset: ["#{env['NO']}"],
  });
});

test.each(["#{env['DATABASE_URL']}", "#{env['GATEHOUSE_ENCRYPTION_KEY']}"])(
  'V-102: %s never has one, whoever wrote it',
  (written) => {
    expect(resolved(written)).toMatchObject({ value: written, unset: [written] });
  },
);

test('the properties of the server that options name are known, whether they have values or not', () => {
  const modules = ["https://#{systemProperties['HOST']}/#{systemProperties['PATH']}", "#{env['NAME']}", 'plain'].map(
    module,
  );

  expect([...propertiesNamedIn(modules)]).toEqual(['HOST', 'PATH']);
});
