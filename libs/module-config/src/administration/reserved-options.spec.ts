import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { DeclaredProperty } from '../property-declaration.js';
import { reservedOptionProblems } from './reserved-options.js';

const property = (key: string, more: Partial<DeclaredProperty> = {}): DeclaredProperty => ({
  ...{ key, help: 'Help.', field: 'field', type: 'string' },
  ...more,
});
const type = {
  type: 'SECURITY_OUT_SMART',
  properties: [
    property('port'),
    property('keys.file', { reserved: true, aliases: ['keys.path'] }),
    property('steps', { reserved: true, type: 'number', default: 10 }),
    property('trusted', { reserved: true, type: 'string[]', default: ['a', 'b'] }),
    property('basic', { reserved: true, type: 'boolean', default: true, opensByDefault: true }),
  ],
};
const configurator: ChangeAuthor = {
  kind: 'user',
  actor: 'wendy',
  authorities: [{ permission: 'UPDATE_MODULE_CONFIG' }],
};
const superuser: ChangeAuthor = { kind: 'user', actor: 'root', authorities: [{ permission: 'ROLE_SUPERUSER' }] };
const operator: ChangeAuthor = { kind: 'command', actor: 'gatehouse command' };

const refusedOf = (author: ChangeAuthor, options: Readonly<Record<string, string>>) =>
  reservedOptionProblems(author, {
    ...{ type, changed: Object.keys(options) },
    ...{ before: new Map(), after: new Map(Object.entries(options)) },
  }).map(({ field }) => field);

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
  const change = { type, changed: ['keys.file'], before: new Map([['keys.file', 'classpath:a']]), after: new Map() };

  expect(reservedOptionProblems(configurator, change)).toHaveLength(1);
});

type Options = Readonly<Record<string, string>>;
test.each<{ name: string; before?: Options; after?: Options; refused: readonly string[] }>([
  { name: 'a default that is written out', after: { steps: ' 10', basic: 'TRUE', trusted: 'a, b' }, refused: [] },
  { name: 'a default that is left out', before: { steps: '10', basic: 'true', trusted: 'a b' }, refused: [] },
  { name: 'a blank', after: { steps: ' ', 'keys.file': '' }, refused: [] },
  {
    name: 'another spelling of the same',
    before: { 'keys.file': 'classpath:a' },
    after: { 'security_out_smart.keys.path': 'classpath:a' },
    refused: [],
  },
  { name: 'the default in place of another value', before: { steps: '3' }, refused: ['steps'] },
  {
    name: 'the default written in place of another value',
    before: { steps: '3' },
    after: { steps: '10' },
    refused: ['steps'],
  },
  { name: 'another value', before: { steps: '10' }, after: { steps: '11' }, refused: ['steps'] },
  { name: 'the same values in another order', after: { trusted: 'b a' }, refused: ['trusted'] },
  { name: 'what is no value', before: { steps: 'x' }, after: { steps: 'y' }, refused: ['steps'] },
  {
    name: 'a second value beside the first',
    before: { 'keys.file': 'classpath:a' },
    after: { 'keys.file': 'classpath:a', 'keys.path': 'classpath:b' },
    refused: ['keys.path'],
  },
  {
    name: 'the name of another variable (V-102)',
    before: { trusted: "#{env['A B']}" },
    after: { trusted: "#{env['A  B']}" },
    refused: ['trusted'],
  },
  {
    name: 'the parts of a variable in place of its value',
    before: { trusted: "#{ env['X']}" },
    after: { trusted: "#{,env['X']}" },
    refused: ['trusted'],
  },
])('V-100: of a change counts what comes of it: $name', ({ before: left = {}, after: given = {}, refused }) => {
  const [before, after] = [left, given].map((each) => new Map(Object.entries(each))) as [
    Map<string, string>,
    Map<string, string>,
  ];
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter((key) => before.get(key) !== after.get(key));
  const problems = reservedOptionProblems(configurator, { type, changed, before, after });

  expect(problems.map(({ field }) => field)).toEqual(refused);
});

test.each<{ name: string; options: Options; refused: readonly string[] }>([
  { name: 'nothing said', options: {}, refused: ['basic'] },
  { name: 'what would be so anyway', options: { basic: 'true', steps: '10' }, refused: ['basic'] },
  { name: 'another spelling of it', options: { 'security_out_smart.basic': 'true' }, refused: ['basic'] },
  { name: 'the way shut', options: { 'security_out_smart.basic': ' False', port: '9200' }, refused: [] },
  { name: 'another value of an option', options: { basic: 'false', steps: '11' }, refused: ['steps'] },
])('V-100: who makes a module opens no way in by what is not said: $name', ({ options, refused }) => {
  const change = { type, changed: Object.keys(options), after: new Map(Object.entries(options)) };

  expect(reservedOptionProblems(configurator, change).map(({ field }) => field)).toEqual(refused);
  expect([superuser, operator].flatMap((author) => reservedOptionProblems(author, change))).toEqual([]);
});

test('other options are for whoever may change modules', () => {
  expect(refusedOf(configurator, { port: '9200', unknown: '#{port}' })).toEqual([]);
});
