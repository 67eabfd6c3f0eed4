import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { DeclaredProperty } from '../property-declaration.js';
import { reservedOptionProblems } from './reserved-options.js';

const property = (key: string, more: Partial<DeclaredProperty> = {}): DeclaredProperty => ({
  ...{ key, help: 'Help.', field: 'field', type: 'string' },
  ...more,
});
const type = {
  type: 'SECURITY_OUT_SMART',
  properties: [property('port'), property('keys.file', { reserved: true, aliases: ['keys.path'] })],
};
const configurator: ChangeAuthor = {
  kind: 'user',
  actor: 'wendy',
  authorities: [{ permission: 'UPDATE_MODULE_CONFIG' }],
};
const superuser: ChangeAuthor = { kind: 'user', actor: 'root', authorities: [{ permission: 'ROLE_SUPERUSER' }] };
const operator: ChangeAuthor = { kind: 'command', actor: 'gatehouse command' };

const refusedOf = (author: ChangeAuthor, options: Readonly<Record<string, string>>) =>
  reservedOptionProblems(author, { type, changed: Object.keys(options), after: new Map(Object.entries(options)) }).map(
    ({ field }) => field,
  );

test.each([
  { name: 'what decides who is believed', options: { 'keys.file': 'classpath:a' } },
  { name: 'it by another spelling', options: { 'security_out_smart.keys.path': 'classpath:a' } },
  { name: 'a variable (V-102)', options: { port: "#{env['DATABASE_URL']}" } },
  { name: 'a variable within a text', options: { unknown: "a #{ systemProperties['x'] } b" } },
])('V-100: only a superuser and the operator give $name', ({ options }) => {
  expect(refusedOf(configurator, options)).toEqual(Object.keys(options));
  expect([refusedOf(superuser, options), refusedOf(operator, options)]).toEqual([[], []]);
});

test('V-100: to take it away is to change it', () => {
  const change = { type, changed: ['keys.file'], after: new Map() };

  expect(reservedOptionProblems(configurator, change)).toHaveLength(1);
});

test('other options are for whoever may change modules', () => {
  expect(refusedOf(configurator, { port: '9200', unknown: '#{port}' })).toEqual([]);
});
