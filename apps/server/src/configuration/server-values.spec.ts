import { moduleDefinitions } from '#module-config/module-definitions';
import { propertySourceOf, serverValueProblems } from './server-values.js';

const read = (properties: Readonly<Record<string, string>>) => moduleDefinitions(new Map(Object.entries(properties)));

test.each([
  [undefined, 'DATABASE'],
  ['', 'DATABASE'],
  ['DATABASE', 'DATABASE'],
  ['PROPERTIES', 'PROPERTIES'],
  [' properties ', 'PROPERTIES'],
  ['PROPERTIES_UNLOCKED', 'PROPERTIES'],
])('reference 1.3: node.propertysource=%s means %s', (value, expected) => {
  const definitions = read(value === undefined ? {} : { 'node.propertysource': value });

  expect(propertySourceOf(definitions)).toBe(expected);
});

test.each([
  ['node.propertysource', { 'node.propertysource': 'FILE' }],
  ['node.propertysource', { 'node.propertysource': 'PROPERTIES_LOCKED' }],
  ['gatehouse.mode', { 'gatehouse.mode': 'Production' }],
  ['node.config.locked', { 'node.config.locked': 'true' }],
  ['node.config.locked', { 'node.config.locked': ' TRUE ', 'node.propertysource': 'DATABASE' }],
])('%s is a mistake in %j', (key, properties) => {
  const [problem, ...others] = serverValueProblems(read(properties));

  expect([problem?.key, others]).toEqual([key, []]);
});

test.each([
  {},
  { 'node.config.locked': 'false' },
  { 'node.config.locked': 'true', 'node.propertysource': 'PROPERTIES' },
  { 'node.propertysource': 'PROPERTIES_UNLOCKED', 'gatehouse.mode': 'production' },
])('%j is as it should be', (properties) => {
  expect(serverValueProblems(read(properties))).toEqual([]);
});
