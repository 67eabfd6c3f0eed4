import type { ChangeAuthor } from '#protocol/administration/change-author';
import { carriedSecretProblems } from './carried-secrets.js';

const property = (key: string, givenFor?: readonly string[]) =>
  ({ key, help: 'Help.', field: key, type: 'string', ...(givenFor && { givenFor, secret: true }) }) as const;
const type = { type: 'ANY', properties: [property('url'), property('word', ['url']), property('name')] };
const before = new Map([
  ['url', 'ldap://a'],
  ['word', 'canary'],
  ['name', 'x'],
]);
const administrator: ChangeAuthor = { kind: 'administrator', actor: 'ada', authorities: [] } as unknown as ChangeAuthor;

/** @param kept keys for which a mask was sent */
function fieldsOf(
  changes: Readonly<Record<string, string>>,
  author = administrator,
  kept: readonly string[] = ['word'],
): readonly string[] {
  const after = new Map([...before, ...Object.entries(changes)]);
  const changed = [...after.keys()].filter((key) => before.get(key) !== after.get(key));
  return carriedSecretProblems(author, { type, before, after, changed, kept }).map(({ field }) => field);
}

test.each<{ name: string; changes: Readonly<Record<string, string>>; expected: readonly string[] }>([
  { name: 'another address alone', changes: { url: 'ldap://b' }, expected: ['word'] },
  { name: 'another spelling of the key', changes: { 'any.url': 'ldap://b' }, expected: ['word'] },
  { name: 'something else', changes: { name: 'y' }, expected: [] },
  { name: 'the same address in another spelling', changes: { 'any.url': ' ldap://a' }, expected: [] },
])('V-72: $name', ({ changes, expected }) => {
  expect(fieldsOf(changes)).toEqual(expected);
});

test.each([
  { name: 'another secret', word: 'new' },
  { name: 'the very secret that is stored', word: 'canary' },
])('V-72: who gives $name with another address knows it', ({ word }) => {
  expect(fieldsOf({ url: 'ldap://b', word }, administrator, [])).toEqual([]);
});

test('V-72: the name of a variable is not the secret that is still to come', () => {
  const word = "#{env['WORD']}";
  const stored = new Map([...before, ['word', word]]);
  const after = new Map([...stored, ['url', 'ldap://b']]);
  const change = { type, before: stored, after, changed: ['url'], kept: [] };

  expect(carriedSecretProblems(administrator, change).map(({ field }) => field)).toEqual(['word']);
});

test('V-72: what leaves the secret out sends it nowhere', () => {
  const after = new Map([['url', 'ldap://b']]);

  expect(carriedSecretProblems(administrator, { type, before, after, changed: ['url', 'word'], kept: [] })).toEqual([]);
});

test('the operator is not asked', () => {
  expect(fieldsOf({ url: 'ldap://b' }, { kind: 'operator', actor: 'root' } as unknown as ChangeAuthor)).toEqual([]);
});
