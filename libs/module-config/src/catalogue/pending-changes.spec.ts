import type { ConfigurationValue } from '../configuration-value.js';
import type { DeclaredProperty } from '../property-declaration.js';
import { pendingChanges } from './pending-changes.js';

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
    property('tenant'),
    property('scopes', { aliases: ['old_scopes'] }),
  ],
};
const definition = (config: Readonly<Record<string, string>>, requires: Readonly<Record<string, string>> = {}) => ({
  config: new Map(
    Object.entries(config).map(([key, value]): [string, ConfigurationValue] => [key, { value, origin: 'database' }]),
  ),
  requires: new Map(Object.entries(requires)),
});

test.each([
  { name: 'nothing', running: {}, saved: {}, pending: [] },
  { name: 'a value that is new', running: {}, saved: { tenant: 'a' }, pending: ['tenant'] },
  { name: 'a value that is gone', running: { port: '1' }, saved: {}, pending: ['port'] },
  {
    name: 'several',
    running: { tenant: 'a', port: '1' },
    saved: { tenant: 'b', port: '2' },
    pending: ['port', 'tenant'],
  },
  { name: 'not a default that is written out', running: {}, saved: { port: ' 9200 ' }, pending: [] },
  { name: 'not a blank text', running: {}, saved: { tenant: ' ' }, pending: [] },
  {
    name: 'not another spelling',
    running: { old_scopes: 'a' },
    saved: { 'security_out_smart.scopes': 'a' },
    pending: [],
  },
  { name: 'not what nothing reads', running: {}, saved: { pin_host: 'x', prot: '1' }, pending: [] },
])('waits for its restart: $name', ({ running, saved, pending }) => {
  expect(pendingChanges(module, definition(running), definition(saved))).toEqual(pending);
});

test('dependencies wait as well', () => {
  const running = definition({}, { SECURITY_IN_UP: 'one' });

  expect(pendingChanges(module, running, definition({ port: '1' }, { SECURITY_IN_UP: 'other' }))).toEqual([
    'port',
    'SECURITY_IN_UP',
  ]);
});

test('nothing waits where nothing runs', () => {
  expect(pendingChanges(module, undefined, definition({ tenant: 'a' }))).toEqual([]);
});
